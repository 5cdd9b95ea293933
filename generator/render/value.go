package render

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A value is a part of a pipeline, with the type it has in every execution.
type value struct {
	of  reflect.Type
	get func(f *frame, dot reflect.Value) reflect.Value // after a failure: the zero value of the type
}

func constant(x any) value {
	v := reflect.ValueOf(x)
	return value{v.Type(), func(*frame, reflect.Value) reflect.Value { return v }}
}

// commands compiles a pipeline; each command is the last argument of the next.
func (c *compiler) commands(s *scope, list []*parse.CommandNode, dot reflect.Type) value {
	v := c.command(s, list[0], nil, dot)
	for _, command := range list[1:] {
		v = c.command(s, command, []value{v}, dot)
	}
	return v
}

func (c *compiler) command(s *scope, n *parse.CommandNode, final []value, dot reflect.Type) value {
	if id, ok := n.Args[0].(*parse.IdentifierNode); ok {
		return c.function(id.Ident, append(c.arguments(s, n.Args[1:], dot), final...))
	}
	if len(n.Args) > 1 || final != nil {
		leave("%s: a method with arguments", n)
	}
	return c.operand(s, n.Args[0], dot)
}

func (c *compiler) arguments(s *scope, nodes []parse.Node, dot reflect.Type) []value {
	list := make([]value, len(nodes))
	for i, node := range nodes {
		list[i] = c.operand(s, node, dot)
	}
	return list
}

func (f *frame) values(list []value, dot reflect.Value) []reflect.Value {
	values := make([]reflect.Value, len(list))
	for i := range list {
		values[i] = list[i].get(f, dot)
	}
	return values
}

func (c *compiler) operand(s *scope, node parse.Node, dot reflect.Type) value {
	here := value{dot, func(_ *frame, dot reflect.Value) reflect.Value { return dot }}
	switch n := node.(type) {
	case *parse.DotNode:
		return here.known(n)
	case *parse.FieldNode:
		return here.known(n).fields(n.Ident)
	case *parse.VariableNode:
		slot := s.find(n.Ident[0])
		v := value{s.types[slot], func(f *frame, _ reflect.Value) reflect.Value { return f.vars[f.base+slot] }}
		return v.known(n).fields(n.Ident[1:])
	case *parse.ChainNode:
		return c.operand(s, n.Node, dot).fields(n.Field)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			leave("%s declares a variable", n)
		}
		return c.commands(s, n.Cmds, dot)
	case *parse.IdentifierNode:
		return c.function(n.Ident, nil)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt && !n.IsFloat || n.IsInt && fmt.Sprint(n.Int64) == n.Text {
			return constant(int(n.Int64))
		}
	}
	leave("%s", node)
	return value{}
}

// known leaves the dot of a template that was called without one.
func (v value) known(node parse.Node) value {
	if v.of == nil {
		leave("%s: there is no dot", node)
	}
	return v
}

// fields follows the names of fields, as in .Route.From.Name.
func (v value) fields(names []string) value {
	for _, name := range names {
		v = v.field(name)
	}
	return v
}

func (v value) field(name string) value {
	if _, ok := v.of.MethodByName(name); ok {
		return v.method(name)
	}
	v = v.followed()
	if _, ok := reflect.PointerTo(v.of).MethodByName(name); ok {
		leave("method %s of a pointer to %s", name, v.of)
	}
	if v.of.Kind() != reflect.Struct {
		leave("field %s of %s", name, v.of)
	}
	field, ok := v.of.FieldByName(name)
	if !ok || !field.IsExported() {
		leave("%s has no field %s", v.of, name)
	}
	for _, i := range field.Index {
		v = v.followed().at(i)
	}
	return v
}

func (v value) at(i int) value {
	get := v.get
	return value{v.of.Field(i).Type, func(f *frame, dot reflect.Value) reflect.Value { return get(f, dot).Field(i) }}
}

// method calls a method without arguments.
func (v value) method(name string) value {
	method, _ := v.of.MethodByName(name)
	if v.of.Kind() == reflect.Interface || method.Type.NumIn() != 1 || method.Type.NumOut() != 1 {
		leave("method %s of %s", name, v.of)
	}
	zero := reflect.Zero(method.Type.Out(0))
	return value{method.Type.Out(0), func(f *frame, dot reflect.Value) reflect.Value {
		receiver := v.get(f, dot)
		if f.err == nil && receiver.Kind() == reflect.Pointer && receiver.IsNil() {
			f.fail(errNil)
		}
		if f.err != nil {
			return zero
		}
		return receiver.Method(method.Index).Call(nil)[0]
	}}
}

var errNil = errors.New("nothing is there")

// followed returns what a pointer leads to.
func (v value) followed() value {
	for v.of.Kind() == reflect.Pointer {
		get, zero := v.get, reflect.Zero(v.of.Elem())
		v = value{v.of.Elem(), func(f *frame, dot reflect.Value) reflect.Value {
			p := get(f, dot)
			if p.IsNil() {
				f.fail(errNil)
				return zero
			}
			return p.Elem()
		}}
	}
	return v
}

// function compiles a call of a function of layouts, or of one that every
// template has.
func (c *compiler) function(name string, args []value) value {
	switch name {
	case "and", "or":
		return choice(name == "or", args)
	case "not", "eq", "ne", "lt", "le", "gt", "ge":
		return asValue(c.question(name, args))
	case "len":
		return length(args)
	}
	fn := reflect.ValueOf(c.funcs[name])
	if !fn.IsValid() {
		leave("function %s", name)
	}
	t := fn.Type()
	if t.IsVariadic() || t.NumIn() != len(args) {
		leave("arguments of %s", name)
	}
	for i := range args {
		if !args[i].of.AssignableTo(t.In(i)) {
			leave("argument %d of %s", i+1, name)
		}
	}
	return value{t.Out(0), func(f *frame, dot reflect.Value) reflect.Value {
		values := f.values(args, dot)
		if f.err != nil {
			return reflect.Zero(t.Out(0))
		}
		results := fn.Call(values)
		if len(results) > 1 && !results[1].IsNil() {
			f.fail(results[1].Interface().(error))
		}
		return results[0]
	}}
}

// choice returns the first value that is true, or the last; of and, the first
// that is not.
func choice(or bool, args []value) value {
	if len(args) == 0 {
		leave("and, or without arguments")
	}
	isTrue := truth(args[0].of)
	for i := range args {
		if args[i].of != args[0].of {
			leave("and, or of two types")
		}
	}
	return value{args[0].of, func(f *frame, dot reflect.Value) (v reflect.Value) {
		for i := range args {
			if v = args[i].get(f, dot); isTrue(v) == or {
				break
			}
		}
		return v
	}}
}

func length(args []value) value {
	if len(args) != 1 {
		leave("arguments of len")
	}
	v := args[0]
	switch v.of.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
	default:
		leave("len of %s", v.of)
	}
	return value{reflect.TypeFor[int](), func(f *frame, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(v.get(f, dot).Len())
	}}
}

// A test is a pipeline of which only the truth is asked.
type test func(f *frame, dot reflect.Value) bool

func asValue(t test) value {
	return value{reflect.TypeFor[bool](), func(f *frame, dot reflect.Value) reflect.Value { return reflect.ValueOf(t(f, dot)) }}
}

// condition compiles the pipeline of an if.
func (c *compiler) condition(s *scope, list []*parse.CommandNode, dot reflect.Type) test {
	if len(list) == 1 {
		return c.asked(s, list[0], dot)
	}
	return c.commands(s, list, dot).test()
}

func (v value) test() test {
	isTrue := truth(v.of)
	return func(f *frame, dot reflect.Value) bool { return isTrue(v.get(f, dot)) }
}

// asked compiles a command of which only the truth is asked, so that the
// arguments of and, or may have different types.
func (c *compiler) asked(s *scope, n *parse.CommandNode, dot reflect.Type) test {
	id, ok := n.Args[0].(*parse.IdentifierNode)
	if !ok || id.Ident != "and" && id.Ident != "or" {
		return c.command(s, n, nil, dot).test()
	}
	tests, or := make([]test, 0, len(n.Args)-1), id.Ident == "or"
	for _, arg := range n.Args[1:] {
		if pipe, ok := arg.(*parse.PipeNode); ok && len(pipe.Decl) == 0 {
			tests = append(tests, c.condition(s, pipe.Cmds, dot))
		} else {
			tests = append(tests, c.operand(s, arg, dot).test())
		}
	}
	return func(f *frame, dot reflect.Value) bool {
		for _, test := range tests {
			if test(f, dot) == or {
				return or
			}
		}
		return !or
	}
}

// question compiles not, and comparisons of two texts or two whole numbers.
func (c *compiler) question(name string, args []value) test {
	if name == "not" && len(args) == 1 {
		t := args[0].test()
		return func(f *frame, dot reflect.Value) bool { return !t(f, dot) }
	}
	if name == "not" || len(args) != 2 {
		leave("arguments of %s", name)
	}
	a, b := args[0], args[1]
	holds := map[string]func(int) bool{
		"eq": func(n int) bool { return n == 0 }, "ne": func(n int) bool { return n != 0 },
		"lt": func(n int) bool { return n < 0 }, "le": func(n int) bool { return n <= 0 },
		"gt": func(n int) bool { return n > 0 }, "ge": func(n int) bool { return n >= 0 },
	}[name]
	switch {
	case a.of.Kind() == reflect.String && b.of.Kind() == reflect.String:
		return func(f *frame, dot reflect.Value) bool {
			return holds(cmp.Compare(a.get(f, dot).String(), b.get(f, dot).String()))
		}
	case isInt(a.of) && isInt(b.of):
		return func(f *frame, dot reflect.Value) bool {
			return holds(cmp.Compare(a.get(f, dot).Int(), b.get(f, dot).Int()))
		}
	}
	leave("%s of %s and %s", name, a.of, b.of)
	return nil
}

// truth returns how templates judge a value of a type (text/template, IsTrue).
func truth(t reflect.Type) func(reflect.Value) bool {
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	default:
		return func(v reflect.Value) bool {
			is, _ := template.IsTrue(v.Interface())
			return is
		}
	}
}
