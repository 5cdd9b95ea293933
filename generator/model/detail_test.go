package model

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A block is an archive with a place in it.
type block struct {
	data []byte
	full bool
}

func (b *block) Put(data []byte) (int64, bool) {
	at := len(b.data)
	b.data = append(b.data, data...)
	return int64(at), !b.full
}

func (b *block) Read(p []byte, at int64) {
	clear(p)
	if at < int64(len(b.data)) {
		copy(p, b.data[at:])
	}
}

// fill gives each field below v a value that no other has, and lists two items.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fill(f, n)
			}
		}
		if year, ok := v.Addr().Interface().(*Year); ok {
			*year = ParseYear(Value{Text: fmt.Sprint(1000 + *n), At: year.At})
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Map:
		list := reflect.New(v.Type().Elem()).Elem()
		fill(list, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key"), list)
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d é", *n))
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(*n * 100))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Interface:
	default:
		panic("no value for " + v.Type().String())
	}
}

func filled() *Case {
	c, n := new(Case), 0
	fill(reflect.ValueOf(c).Elem(), &n)
	c.KeyAt = NewPlaces([]string{"title"}, []At{{1, 2}})
	return c
}

var whole = cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Case{})}

// TestPutBy: a record that was put by opens as it was, with every field, and
// holds nothing of it until then. A field that the archive does not know is seen here.
func TestPutBy(t *testing.T) {
	archive := &block{data: []byte("what was put before")}
	c := filled()
	c.PutBy(archive)
	if c.Detail != nil || c.Kept().Size() != int64(len(archive.data)-len("what was put before")) {
		t.Errorf("%d bytes are kept of %d, and %v", c.Kept().Size(), len(archive.data), c.Detail)
	}
	want := filled()
	if diff := cmp.Diff(want, c.Open(), whole); diff != "" {
		t.Errorf("opened (-as it was):\n%s", diff)
	}
	outline := c.Outline()
	if diff := cmp.Diff(want.References, outline.References, whole); diff != "" || len(outline.Body.Lead) > 0 || len(outline.Body.Sections[1].HTML) > 0 {
		t.Errorf("an outline has other references or HTML:\n%s", diff)
	}
	if diff := cmp.Diff(want.Body.Cites, outline.Body.Cites, whole); diff != "" {
		t.Errorf("an outline (-as it was):\n%s", diff)
	}
	first, room := c.OpenIn(nil)
	if diff := cmp.Diff(want, first, whole); diff != "" {
		t.Errorf("opened in a room (-as it was):\n%s", diff)
	}
	if again, _ := c.OpenIn(room); &again.Body.Lead[0] != &first.Body.Lead[0] {
		t.Error("the room is not used again")
	}
	if diff := cmp.Diff(want.References, c.Sources(), whole); diff != "" {
		t.Errorf("sources (-as they were):\n%s", diff)
	}
	if n := c.SourceCount(); n != len(want.References) {
		t.Errorf("%d sources, want %d", n, len(want.References))
	}
	if diff := cmp.Diff(want.Body.Images, c.Images(), whole); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want.Body.Links, c.Links(), whole); diff != "" {
		t.Error(diff)
	}
	if c.Detail != nil {
		t.Error("opening a record changed it")
	}
	if r := c.Reference(want.References[1].Key.Text); r == nil || r.Title != want.References[1].Title {
		t.Errorf("a reference by its key: %v", r)
	}
}

// TestLeftInMemory: a record that the archive does not take, and one that was
// never put by, is as it was.
func TestLeftInMemory(t *testing.T) {
	c := filled()
	c.PutBy(&block{full: true})
	if diff := cmp.Diff(filled(), c, whole); diff != "" {
		t.Error(diff)
	}
	if c.Open() != c || len(c.Sources()) != 2 || len(c.Images()) != 2 || len(c.Links()) != 2 {
		t.Error("a record in memory is not itself")
	}
	bare := &Case{}
	bare.PutBy(&block{})
	if open := bare.Open(); open.References != nil || open.Body.Words != 0 || bare.Sources() != nil || bare.Links() != nil || bare.Images() != nil {
		t.Error("a record without anything has something")
	}
}

// TestLostArchive: zeros, and whatever stands in an archive that failed, open
// as some record and do not panic.
func TestLostArchive(t *testing.T) {
	for _, data := range []string{"", strings.Repeat("\x00", 500), strings.Repeat("\xff", 500), strings.Repeat("\x7f", 500), strings.Repeat("\x01\x02", 300)} {
		archive := &block{}
		c := filled()
		c.PutBy(archive)
		archive.data = []byte(data)
		if got := c.Open(); got.Detail == nil {
			t.Errorf("%.8q: no detail", data)
		}
		c.Sources()
	}
}

// TestRepack: what stays in memory is not a piece of the front matter.
func TestRepack(t *testing.T) {
	front := "title: A net\nwhat: else\nsummary: Of thread"
	c := &Case{Title: Value{Text: front[7:12]}, Summary: Value{Text: front[len(front)-9:]}, Detail: &Detail{}, History: []Change{{Change: Value{Text: front[19:23]}}}}
	before := unsafe.StringData(c.Title.Text)
	c.PutBy(&block{})
	if c.Title.Text != "A net" || c.Summary.Text != "Of thread" || c.History[0].Change.Text != "else" {
		t.Errorf("%q, %q", c.Title.Text, c.Summary.Text)
	}
	if unsafe.StringData(c.Title.Text) == before {
		t.Error("the title is still a piece of the front matter")
	}
}
