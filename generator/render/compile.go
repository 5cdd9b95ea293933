package render

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A step appends what one node of a layout prints.
type step func(f *frame, dot reflect.Value)

// A frame is the state of one execution.
type frame struct {
	out   []byte
	vars  []reflect.Value // those of all templates being executed
	base  int             // the first one of the innermost
	depth int
	err   error // the first; what is printed after it is thrown away
}

// maxDepth is how many templates may call each other, one within the other.
const maxDepth = 1000

func (f *frame) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

// A program is a template compiled for views of one type. It prints what
// html/template prints of the same view, without looking up fields by name.
type program struct {
	body step
	vars int // how many it declares, $ included
}

// run appends what the program prints of a view to out.
func (p *program) run(out []byte, view reflect.Value) ([]byte, error) {
	f := &frame{out: out}
	p.call(f, view)
	return f.out, f.err
}

func (p *program) call(f *frame, dot reflect.Value) {
	if f.depth == maxDepth {
		f.fail(errors.New("templates call each other without end"))
	}
	if f.err != nil {
		return
	}
	outer := f.base
	f.base = len(f.vars)
	for range p.vars {
		f.vars = append(f.vars, dot)
	}
	f.depth++
	p.body(f, dot)
	f.depth--
	f.vars, f.base = f.vars[:f.base], outer
}

// unknown is what the compiler meets and leaves to html/template: it panics
// with one, and compile returns it.
type unknown struct{ why string }

func (u unknown) Error() string { return "left to html/template: " + u.why }

func leave(format string, args ...any) { panic(unknown{fmt.Sprintf(format, args...)}) }

// A compiler turns the escaped templates of a layout into programs, one for
// each template and type of its dot.
type compiler struct {
	set       *template.Template
	funcs     template.FuncMap
	appenders map[string]appender
	programs  map[call]*program
}

// An appender is a function of layouts that can append what it returns.
type appender func(out []byte, args []reflect.Value) ([]byte, error)

type call struct {
	name string
	dot  reflect.Type
}

// A scope is what a template declares, while it is compiled.
type scope struct {
	program *program
	names   []string
	types   []reflect.Type
}

// compile returns the program of a template for views of a type. The error is
// an unknown, or the template's own (*template.Error).
func (c *compiler) compile(name string, view reflect.Type) (p *program, err error) {
	defer func() {
		if r := recover(); r != nil {
			u, ok := r.(unknown)
			if !ok {
				panic(r)
			}
			err = u
		}
	}()
	return c.template(name, view), nil
}

func (c *compiler) template(name string, dot reflect.Type) *program {
	key := call{name, dot}
	if p := c.programs[key]; p != nil {
		return p
	}
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		leave("template %q is not there, or is made for its place", name)
	}
	p := &program{}
	c.programs[key] = p // before the body, which may call it
	s := &scope{program: p}
	s.declare("$", dot)
	p.body = c.list(s, t.Tree.Root, dot)
	return p
}

func (s *scope) declare(name string, t reflect.Type) int {
	s.names, s.types = append(s.names, name), append(s.types, t)
	s.program.vars = max(s.program.vars, len(s.names))
	return len(s.names) - 1
}

// within compiles a part whose variables end with it.
func (s *scope) within(compile func()) {
	n := len(s.names)
	compile()
	s.names, s.types = s.names[:n], s.types[:n]
}

func (c *compiler) list(s *scope, list *parse.ListNode, dot reflect.Type) step {
	if list == nil {
		return func(*frame, reflect.Value) {}
	}
	steps := make([]step, 0, len(list.Nodes))
	for _, node := range list.Nodes {
		steps = append(steps, c.node(s, node, dot))
	}
	return func(f *frame, dot reflect.Value) {
		for _, step := range steps {
			step(f, dot)
		}
	}
}

func (c *compiler) node(s *scope, node parse.Node, dot reflect.Type) step {
	switch n := node.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(f *frame, _ reflect.Value) { f.out = append(f.out, text...) }
	case *parse.ActionNode:
		return c.action(s, n.Pipe, dot)
	case *parse.IfNode:
		return c.branch(s, &n.BranchNode, dot, false)
	case *parse.WithNode:
		return c.branch(s, &n.BranchNode, dot, true)
	case *parse.RangeNode:
		return c.loop(s, n, dot)
	case *parse.TemplateNode:
		return c.templateCall(s, n, dot)
	case *parse.CommentNode:
		return func(*frame, reflect.Value) {}
	default:
		leave("%s", node)
		return nil
	}
}

// action prints a pipeline, or sets a variable to it.
func (c *compiler) action(s *scope, pipe *parse.PipeNode, dot reflect.Type) step {
	if len(pipe.Decl) > 0 {
		return c.assign(s, pipe, dot)
	}
	commands, chain := cutEscapers(pipe)
	place := contexts()[chain]
	if place == nil {
		leave("%s: the place is not known", pipe)
	}
	if step := c.appender(s, commands, place, dot); step != nil {
		return step
	}
	v := c.commands(s, commands, dot)
	appendValue := place.appendValue(v.of)
	return func(f *frame, dot reflect.Value) {
		value := v.get(f, dot)
		if f.err != nil {
			return
		}
		var err error
		if f.out, err = appendValue(f.out, value); err != nil {
			f.fail(err)
		}
	}
}

// appender compiles a call of a function that appends HTML, or returns nil.
func (c *compiler) appender(s *scope, commands []*parse.CommandNode, place *context, dot reflect.Type) step {
	id, ok := commands[0].Args[0].(*parse.IdentifierNode)
	if !ok || len(commands) > 1 || place.raw != reflect.TypeFor[template.HTML]() || c.appenders[id.Ident] == nil {
		return nil
	}
	appendHTML, args := c.appenders[id.Ident], c.arguments(s, commands[0].Args[1:], dot)
	c.function(id.Ident, args) // leaves arguments that do not fit
	return func(f *frame, dot reflect.Value) {
		values := f.values(args, dot)
		if f.err != nil {
			return
		}
		var err error
		if f.out, err = appendHTML(f.out, values); err != nil {
			f.fail(err)
		}
	}
}

func (c *compiler) assign(s *scope, pipe *parse.PipeNode, dot reflect.Type) step {
	v := c.commands(s, pipe.Cmds, dot)
	slot := s.target(pipe, 0, v.of)
	return func(f *frame, dot reflect.Value) { f.vars[f.base+slot] = v.get(f, dot) }
}

// target returns the slot of a variable that a pipeline declares or sets.
func (s *scope) target(pipe *parse.PipeNode, i int, t reflect.Type) int {
	name := pipe.Decl[i].Ident[0]
	if !pipe.IsAssign {
		return s.declare(name, t)
	}
	slot := s.find(name)
	if s.types[slot] != t {
		leave("%s changes its type", name)
	}
	return slot
}

func (s *scope) find(name string) int {
	for i := len(s.names) - 1; i >= 0; i-- {
		if s.names[i] == name {
			return i
		}
	}
	leave("variable %s is not there", name)
	return 0
}

// branch compiles if and with.
func (c *compiler) branch(s *scope, n *parse.BranchNode, dot reflect.Type, with bool) step {
	var condition func(*frame, reflect.Value) bool
	var then, otherwise step
	s.within(func() {
		inner, slot := dot, -1
		if with || len(n.Pipe.Decl) > 0 {
			v := c.commands(s, n.Pipe.Cmds, dot)
			slot, condition = c.hold(s, n.Pipe, v)
			if with {
				inner = v.of
			}
		} else {
			condition = c.condition(s, n.Pipe.Cmds, dot)
		}
		s.within(func() { then = c.list(s, n.List, inner) })
		s.within(func() { otherwise = c.list(s, n.ElseList, dot) })
		if body := then; with {
			then = func(f *frame, _ reflect.Value) { body(f, f.vars[f.base+slot]) }
		}
	})
	return func(f *frame, dot reflect.Value) {
		switch holds := condition(f, dot); {
		case f.err != nil:
		case holds:
			then(f, dot)
		default:
			otherwise(f, dot)
		}
	}
}

// hold keeps the value of a branch in a variable, named or not, and asks
// whether it is true.
func (c *compiler) hold(s *scope, pipe *parse.PipeNode, v value) (int, func(*frame, reflect.Value) bool) {
	isTrue, slot := truth(v.of), 0
	if len(pipe.Decl) > 0 {
		slot = s.target(pipe, 0, v.of)
	} else {
		slot = s.declare("", v.of)
	}
	return slot, func(f *frame, dot reflect.Value) bool {
		value := v.get(f, dot)
		f.vars[f.base+slot] = value
		return isTrue(value)
	}
}

// loop compiles a range over a slice or an array.
func (c *compiler) loop(s *scope, n *parse.RangeNode, dot reflect.Type) step {
	var list value
	var body, otherwise step
	index, element := -1, -1
	s.within(func() {
		list = c.commands(s, n.Pipe.Cmds, dot).followed()
		if list.of.Kind() != reflect.Slice && list.of.Kind() != reflect.Array || n.Pipe.IsAssign {
			leave("range over %s", n.Pipe)
		}
		s.within(func() { otherwise = c.list(s, n.ElseList, dot) })
		if len(n.Pipe.Decl) > 1 {
			index = s.target(n.Pipe, 0, reflect.TypeFor[int]())
		}
		if len(n.Pipe.Decl) > 0 {
			element = s.target(n.Pipe, len(n.Pipe.Decl)-1, list.of.Elem())
		}
		body = c.list(s, n.List, list.of.Elem())
	})
	return func(f *frame, dot reflect.Value) {
		values := list.get(f, dot)
		if f.err != nil {
			return
		}
		if values.Len() == 0 {
			otherwise(f, dot)
		}
		for i := range values.Len() {
			item := values.Index(i)
			if index >= 0 {
				f.vars[f.base+index] = reflect.ValueOf(i)
			}
			if element >= 0 {
				f.vars[f.base+element] = item
			}
			body(f, item)
		}
	}
}

func (c *compiler) templateCall(s *scope, n *parse.TemplateNode, dot reflect.Type) step {
	if n.Pipe == nil {
		p := c.template(n.Name, nil)
		return func(f *frame, _ reflect.Value) { p.call(f, reflect.Value{}) }
	}
	if len(n.Pipe.Decl) > 0 {
		leave("%s declares a variable", n)
	}
	v := c.commands(s, n.Pipe.Cmds, dot)
	p := c.template(n.Name, v.of)
	return func(f *frame, dot reflect.Value) { p.call(f, v.get(f, dot)) }
}
