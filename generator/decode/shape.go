package decode

// A Shape is what a map may hold: the keys that a reader asks for, in the order
// in which it does. Describe finds it by letting the reader read, so that there
// is no second list of keys beside the code that reads them.
type Shape struct{ Keys []Key }

// A Key is one key of a Shape.
type Key struct {
	Name  string
	Kind  Kind
	Shape *Shape // of the maps below it; nil where there is none
}

// A Kind says what stands behind a key.
type Kind uint8

// The kinds, named for the methods that ask for them.
const (
	Text   Kind = iota // Value
	Number             // Int
	Truth              // Bool
	Texts              // Values: a list; one text alone is taken for it
	Keys               // Map
	Lists              // Maps: a list of maps; one alone is taken for it
	Either             // Mixed: a list of texts and maps; one alone is taken for it
)

// Describe returns what a reader of maps asks for. The reader is given a map
// that has every key and no value.
func Describe(read func(*Map)) *Shape {
	m := describing()
	read(m)
	return m.shape
}

func describing() *Map {
	m := NewMap("", nil, nil)
	m.shape = &Shape{}
	return m
}

// tell notes a key that is asked for. It reports whether the map is one that
// describes, and returns the map to read on with, for kinds that have one.
func (m *Map) tell(key string, kind Kind) (below *Map, describes bool) {
	if m == nil || m.shape == nil {
		return nil, false
	}
	k := Key{Name: key, Kind: kind}
	if kind >= Keys {
		below = describing()
		k.Shape = below.shape
	}
	m.shape.Keys = append(m.shape.Keys, k)
	return below, true
}

// tellText is tell for the kinds without a map.
func (m *Map) tellText(key string, kind Kind) bool {
	_, describes := m.tell(key, kind)
	return describes
}

// Key returns a key of the shape, or nil. A nil Shape has none.
func (s *Shape) Key(name string) *Key {
	if s == nil {
		return nil
	}
	for i := range s.Keys {
		if s.Keys[i].Name == name {
			return &s.Keys[i]
		}
	}
	return nil
}
