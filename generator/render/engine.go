package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"sync"
)

// An engine executes templates: those of html/template, escaped by it, with
// programs compiled from them at the first view of each type. html/template
// calls its escapers and looks up fields by reflection for every value, which
// took half of a build's time; a program takes a sixth of that.
//
// What a program cannot do is left to html/template, whole templates at a
// time: a node that the compiler does not know, and a view that fails, so that
// errors are always html/template's own.
type engine struct {
	plain     bool // leave everything to html/template
	funcs     template.FuncMap
	appenders map[string]appender

	mu       sync.Mutex
	sets     map[*template.Template]*compiler
	left     []string // what is left to html/template, and why
	programs sync.Map // task to *program; nil: left to html/template
	buffers  sync.Pool
}

// A task is a template and the type of what it is executed with.
type task struct {
	template *template.Template
	of       reflect.Type
}

// execute writes what a template prints of a view.
func (e *engine) execute(w io.Writer, t *template.Template, v any) error {
	p, err := e.program(t, v)
	if err != nil || p == nil {
		return t.Execute(w, v)
	}
	buffer, _ := e.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	defer e.buffers.Put(buffer)
	out, err := p.run((*buffer)[:0], reflect.ValueOf(v))
	*buffer = out
	if err != nil {
		return t.Execute(w, v)
	}
	_, err = w.Write(out)
	return err
}

// program returns the program of a template for the type of a view, or nil
// where html/template has to do it. The error is the template's.
func (e *engine) program(t *template.Template, v any) (*program, error) {
	if e.plain || v == nil {
		return nil, nil
	}
	key := task{t, reflect.TypeOf(v)}
	if p, ok := e.programs.Load(key); ok {
		return p.(*program), nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if p, ok := e.programs.Load(key); ok {
		return p.(*program), nil
	}
	p, err := e.compile(t, key.of)
	if errors.As(err, new(unknown)) {
		e.left = append(e.left, fmt.Sprintf("%s for %s: %v", t.Name(), key.of, err))
		err = nil
	}
	if err == nil {
		e.programs.Store(key, p)
	}
	return p, err
}

func (e *engine) compile(t *template.Template, of reflect.Type) (*program, error) {
	c := e.sets[t]
	if c == nil {
		if err := escape(t); err != nil {
			return nil, err
		}
		c = &compiler{set: t, funcs: e.funcs, appenders: e.appenders, programs: map[call]*program{}}
		e.sets[t] = c
	}
	p, err := c.compile(t.Name(), of)
	if err != nil {
		clear(c.programs) // some may be half made
		return nil, err
	}
	return p, nil
}

// escape makes html/template escape a template, which it does when it is
// executed first; what becomes of the execution is of no interest.
func escape(t *template.Template) error {
	var wrong *template.Error
	if err := t.Execute(new(bytes.Buffer), nil); errors.As(err, &wrong) {
		return err
	}
	return nil
}
