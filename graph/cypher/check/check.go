// Package check is the semantic pass over a parsed statement: what each name
// stands for, whether kinds of values, numbers of arguments and places of
// aggregates are right, and that nothing but reading is asked for.
//
// Enter through Statement. It fills in the symbols of the tree and writes out
// every *; what passes can be planned. The rules and the words of their errors
// are those of the openCypher TCK.
package check

import (
	"sort"

	"planatlas/graph"
	"planatlas/graph/cypher/ast"
	"planatlas/graph/cypher/source"
	"planatlas/graph/cypher/values"
)

// Info is what the pass found out about a statement.
type Info struct {
	// Columns are the columns of the result, in order.
	Columns []*ast.Symbol
	// Slots is the width of a row: every symbol has a slot below it.
	Slots int
	// Parameters are the names of the parameters in the text, sorted.
	Parameters []string
}

// Statement checks a statement. params may be nil when only the text is
// checked; otherwise a parameter that is not there is an error. Errors are
// *graph.QueryError.
func Statement(s *ast.Statement, params map[string]graph.Value) (info *Info, err error) {
	c := &checker{params: params, seen: map[string]bool{}}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *graph.QueryError:
			info, err = nil, r
		default:
			panic(r)
		}
	}()
	info = &Info{}
	info.Columns = c.query(s.Query, &scope{}, topLevel)
	info.Slots = c.slots
	for name := range c.seen {
		info.Parameters = append(info.Parameters, name)
	}
	sort.Strings(info.Parameters)
	return info, nil
}

// checker holds the state of one pass. Its methods panic with a
// *graph.QueryError, which Statement recovers.
type checker struct {
	params map[string]graph.Value
	seen   map[string]bool
	slots  int
	// aggregates says whether an aggregate may stand here.
	aggregates aggregation
	inOrderBy  bool
}

func (c *checker) fail(n ast.Node, detail, format string, args ...any) {
	panic(source.Syntax(n.Pos(), detail, format, args...))
}

// failType is an error of the kind TypeError, which the TCK wants for access to
// parts of values.
func (c *checker) failType(n ast.Node, format string, args ...any) {
	panic(source.Error(n.Pos(), "TypeError", source.CompileTime, "InvalidArgumentType", format, args...))
}

// scope is the variables that can be seen at one place. Those in base come from
// outside a subquery: they stay visible in all of it and cannot be declared
// again.
type scope struct {
	base, local []*ast.Symbol
	// imports is what a WITH at the beginning of CALL { … } can name, nil
	// elsewhere.
	imports *scope
}

func (s *scope) find(name string) *ast.Symbol {
	for i := len(s.local) - 1; i >= 0; i-- {
		if s.local[i].Name == name {
			return s.local[i]
		}
	}
	for i := len(s.base) - 1; i >= 0; i-- {
		if s.base[i].Name == name {
			return s.base[i]
		}
	}
	return nil
}

func (s *scope) inBase(name string) bool {
	for _, b := range s.base {
		if b.Name == name {
			return true
		}
	}
	return false
}

// with is the scope with one variable more.
func (s *scope) with(symbols ...*ast.Symbol) *scope {
	local := append(s.local[:len(s.local):len(s.local)], symbols...)
	return &scope{base: s.base, local: local}
}

// inner is the scope that a subquery expression starts with: all of this one,
// fixed.
func (s *scope) inner() *scope {
	return &scope{base: append(s.base[:len(s.base):len(s.base)], s.local...)}
}

// visible are the variables, base and local, by name, each name once.
func (s *scope) visible() []*ast.Symbol {
	byName := map[string]*ast.Symbol{}
	for _, list := range [][]*ast.Symbol{s.base, s.local} {
		for _, sym := range list {
			byName[sym.Name] = sym
		}
	}
	list := make([]*ast.Symbol, 0, len(byName))
	for _, sym := range byName {
		list = append(list, sym)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

func (s *scope) names() []string {
	var list []string
	for _, sym := range s.visible() {
		list = append(list, sym.Name)
	}
	return list
}

// declare makes the symbol of a new variable.
func (c *checker) declare(v *ast.Variable, t kinds) *ast.Symbol {
	sym := c.symbol(v.Name, t)
	v.Symbol = sym
	return sym
}

func (c *checker) symbol(name string, t kinds) *ast.Symbol {
	sym := &ast.Symbol{Name: name, Kinds: t.kinds, Item: t.item, Slot: c.slots}
	c.slots++
	return sym
}

// resolve finds what a variable stands for.
func (c *checker) resolve(v *ast.Variable, s *scope) *ast.Symbol {
	sym := s.find(v.Name)
	if sym == nil {
		e := source.Syntax(v.Pos(), "UndefinedVariable", "variable `%s` is not defined", v.Name)
		if near := source.Near(v.Name, s.names()); near != "" {
			source.Hint(e, "did you mean `%s`?", near)
		}
		panic(e)
	}
	v.Symbol = sym
	sym.Used = true
	return sym
}

// variable checks a variable that stands as a value.
func (c *checker) variable(v *ast.Variable, s *scope) kinds {
	if s.find(v.Name) == nil && !isASCII(v.Name) && source.Near(v.Name, s.names()) == "" {
		panic(source.Hint(source.Syntax(v.Pos(), "UndefinedVariable", "variable `%s` is not defined", v.Name),
			"text stands in quotes: '%s'", v.Name))
	}
	sym := c.resolve(v, s)
	return kinds{sym.Kinds, sym.Item}
}

// isASCII reports whether a name looks like one of a program, and not like text
// whose quotes were forgotten.
func isASCII(name string) bool {
	for i := range len(name) {
		if name[i] >= 0x80 {
			return false
		}
	}
	return true
}

// kinds is what is known of a value: its kinds, and the kinds of its items
// where it is a list.
type kinds struct{ kinds, item values.Kinds }

var anything = kinds{values.AnyKind, values.AnyKind}

func kindOf(k ...graph.Kind) kinds { return kinds{values.KindsOf(k...), values.AnyKind} }

func listOf(item values.Kinds) kinds { return kinds{values.KindsOf(graph.List), item} }

func (k kinds) or(l kinds) kinds { return kinds{k.kinds | l.kinds, k.item | l.item} }

const null = values.Kinds(1 << graph.Null)

// cannotBe reports whether a value of these kinds is certain to be none of the
// wanted ones. Null fits everywhere.
func (k kinds) cannotBe(want values.Kinds) bool {
	return k.kinds&^null != 0 && k.kinds&null == 0 && k.kinds&want == 0
}
