package model

import (
	"reflect"
	"strings"
)

var valueType = reflect.TypeFor[Value]()

// repack gives all values of a record one text of their own, in place of the
// larger one of which they are pieces.
func repack(c *Case) {
	all := make([]*Value, 0, 96)
	collect(reflect.ValueOf(c).Elem(), &all)
	size := 0
	for _, v := range all {
		size += len(v.Text)
	}
	var b strings.Builder
	b.Grow(size)
	for _, v := range all {
		b.WriteString(v.Text)
	}
	text := b.String()
	for _, v := range all {
		v.Text, text = text[:len(v.Text)], text[len(v.Text):]
	}
}

// collect appends every value that v holds. A value in an array of a map can be
// changed, a value in the map itself cannot and is left alone.
func collect(v reflect.Value, all *[]*Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == valueType {
			if v.CanAddr() {
				*all = append(*all, v.Addr().Interface().(*Value))
			}
			return
		}
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				collect(f, all)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), all)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			collect(it.Value(), all)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), all)
		}
	}
}
