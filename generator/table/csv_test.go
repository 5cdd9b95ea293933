package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func sample(texts ...string) *Table {
	t := Of(Table{Name: "sample", Title: "Sample", Key: []string{"text"}}, []Field[string]{
		Make(Column{Name: "text", Type: Text, Required: true}, String),
		Make(Column{Name: "size", Type: Integer}, func(s string) Cell { return IntIf(-len(s), len(s) > 3) }),
		Make(Column{Name: "half", Type: Number}, func(s string) Cell { return Float(float64(len(s)) / 2) }),
		Make(Column{Name: "long", Type: Boolean}, func(s string) Cell { return Bool(len(s) > 5) }),
		Make(Column{Name: "words", Type: List}, func(s string) Cell { return Strings(strings.Fields(s)) }),
	}, slices.Values(texts))
	return &t
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, sample("a, \"b\"\nc", "=cmd()|calc", "été 🙂", " x ")); err != nil {
		t.Fatal(err)
	}
	want := "text,size,half,long,words\r\n" +
		"\"a, \"\"b\"\"\nc\",-8,4,TRUE,\"a,|\"\"b\"\"|c\"\r\n" +
		"'=cmd()|calc,-11,5.5,TRUE,'=cmd()\\|calc\r\n" +
		"été 🙂,-10,5,TRUE,été|🙂\r\n" +
		"\" x \",,1.5,FALSE,x\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "",
		"plain - text = fine": "plain - text = fine",
		"=1+1":                "'=1+1",
		"+44":                 "'+44",
		"-x":                  "'-x",
		"@sum":                "'@sum",
		"'=1":                 "''=1",
		"'quoted'":            "'quoted'",
		"  \t=1":              "  \t'=1",
		"＝1":                  "'＝1",
		"a;=1":                "a;'=1",
		"a; - b":              "a; '- b",
		"a\n=1\r\n@b":         "a\n'=1\r\n'@b",
		";;==":                ";;'==",
		"10.1056/NEJM-1":      "10.1056/NEJM-1",
	} {
		got := Guard(text)
		if got != want {
			t.Errorf("Guard(%q) = %q, want %q", text, got, want)
		}
		if back := Unguard(got); back != text {
			t.Errorf("Unguard(%q) = %q, want %q", got, back, text)
		}
	}
}

func TestLists(t *testing.T) {
	for _, list := range [][]string{nil, {"a"}, {"a", "b"}, {"a|b", `c\`, ""}, {`\|`, `|\`}, {"", "x"}} {
		text := JoinList(list)
		if got := SplitList(text); !slices.Equal(got, list) {
			t.Errorf("SplitList(%q) = %q, want %q", text, got, list)
		}
	}
}

// Whatever a cell holds, every reader of CSV and JSON gets it back, and no
// field starts like a formula.
func FuzzWrite(f *testing.F) {
	f.Add("a, \"b\"", "=cmd()")
	f.Add("\r\n;\t=x", "'''@x")
	f.Add("\u2028\x00\xff", "x | y \\")
	f.Fuzz(func(t *testing.T, one, two string) {
		if !utf8.ValidString(one) || !utf8.ValidString(two) {
			one, two = strings.ToValidUTF8(one, "?"), strings.ToValidUTF8(two, "?")
		}
		table := sample(one, two)
		var b bytes.Buffer
		if err := WriteCSV(&b, table); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 3 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i, want := range []string{one, two} {
			// The reader of the standard library takes CR LF in a field for LF.
			want := strings.ReplaceAll(want, "\r\n", "\n")
			field := rows[i+1][0]
			if strings.ContainsAny(firstByte(strings.TrimLeft(field, " \t\r\n\v\f")), "=+-@") {
				t.Errorf("%q starts like a formula", field)
			}
			if got := Unguard(field); got != want {
				t.Errorf("%q reads as %q", want, got)
			}
			if got := SplitList(Unguard(rows[i+1][4])); !slices.Equal(got, strings.Fields(want)) {
				t.Errorf("the words of %q read as %q", want, got)
			}
		}
		b.Reset()
		if err := WriteJSON(&b, table); err != nil {
			t.Fatal(err)
		}
		checkJSON(t, b.Bytes(), one, two)
	})
}

func firstByte(s string) string { return s[:min(1, len(s))] }

func checkJSON(t *testing.T, data []byte, texts ...string) {
	t.Helper()
	var rows []struct {
		Text  *string
		Size  *int
		Words []string
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	for i, want := range texts {
		if (rows[i].Text == nil) != (want == "") || want != "" && *rows[i].Text != want {
			t.Errorf("%q reads as %v", want, rows[i].Text)
		}
		if (rows[i].Size == nil) != (len(want) <= 3) {
			t.Errorf("the size of %q is %v", want, rows[i].Size)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSONLines(&b, sample("a\"b\u2028", "long enough")); err != nil {
		t.Fatal(err)
	}
	want := `{"text":"a\"b\u2028","size":-6,"half":3,"long":true,"words":["a\"b"]}` + "\n" +
		`{"text":"long enough","size":-11,"half":5.5,"long":true,"words":["long","enough"]}` + "\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := WriteJSONLines(&b, sample()); err != nil || b.Len() > 0 {
		t.Errorf("no rows give %q, %v", b.String(), err)
	}
	if err := WriteJSON(&b, sample()); err != nil || b.String() != "[\n\n]\n" {
		t.Errorf("no rows give %q, %v", b.String(), err)
	}
}
