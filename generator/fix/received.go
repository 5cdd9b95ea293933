package fix

import (
	"bytes"
	"fmt"
	"strconv"

	"casebook/generator/model"
	"casebook/generator/source"
)

// AddReceived raises the number of responses received in the flow of a call by
// n, and returns the new text with the number before and after. A flow that has
// no such box gets one, a call without a flow gets both. What the file says
// otherwise stays as it is. The error is ErrByHand where the number is not
// stated, or is not one number, or the file cannot be changed safely.
func AddReceived(path string, data []byte, n int) (out []byte, before, after int, err error) {
	f, ok := read(path, data)
	if !ok || f.Format != source.YAML {
		return data, 0, 0, ErrByHand
	}
	e, before, ok := receivedEdit(&f, n)
	if !ok {
		return data, 0, 0, fmt.Errorf("received: %w", ErrByHand)
	}
	next, ok := read(path, apply(f.Data, []edit{e}))
	if !ok || receivedOf(&next) != before+n || !sameBut(&f, &next) {
		return data, 0, 0, fmt.Errorf("received: %w", ErrByHand)
	}
	return next.Data, before, before + n, nil
}

func receivedEdit(f *source.File, n int) (e edit, before int, ok bool) {
	flow := f.Front.Get("flow")
	if flow == nil {
		at, ok := offset(f.Data, f.EndLine, 1)
		return edit{start: at, end: at, text: "flow:" + newLine(f) + "  received: " + strconv.Itoa(n) + newLine(f)}, 0, ok
	}
	if flow.Kind != source.Map || len(flow.Pairs) == 0 {
		return e, 0, false
	}
	node := flow.Get("received")
	if node == nil {
		return beside(f, &flow.Pairs[0], n)
	}
	if node.Kind == source.Map {
		node = node.Get("count")
	}
	if node == nil || node.Kind != source.Scalar {
		return e, 0, false
	}
	count := model.ParseCount(model.Value{Text: node.Text})
	if count.N < 0 {
		return e, 0, false
	}
	e, ok = replace(f, node, strconv.Itoa(count.N+n), "")
	return e, count.N, ok
}

// beside puts the number before the first key of a flow.
func beside(f *source.File, first *source.Pair, n int) (e edit, before int, ok bool) {
	at, ok := offset(f.Data, first.Line, first.Col)
	if !ok {
		return e, 0, false
	}
	line := bytes.LastIndexByte(f.Data[:at], '\n') + 1
	text := "received: " + strconv.Itoa(n)
	if indent := f.Data[line:at]; len(bytes.TrimSpace(indent)) == 0 {
		return edit{start: at, end: at, text: text + newLine(f) + string(indent)}, 0, true
	}
	return edit{start: at, end: at, text: text + ", "}, 0, true
}

// receivedOf returns the number of a flow; -1 when it has none.
func receivedOf(f *source.File) int {
	node := f.Front.Get("flow").Get("received")
	if node != nil && node.Kind == source.Map {
		node = node.Get("count")
	}
	if node == nil {
		return -1
	}
	return model.ParseCount(model.Value{Text: node.Text}).N
}

// sameBut reports whether two files say the same but for received in the flow.
func sameBut(a, b *source.File) bool {
	for _, side := range [][2]*source.File{{a, b}, {b, a}} {
		for _, p := range side[0].Front.Pairs {
			other := side[1].Front.Get(p.Key)
			if p.Key == "flow" {
				continue
			}
			if other == nil || !equal(p.Value, other, nil) {
				return false
			}
		}
	}
	flow, next := a.Front.Get("flow"), b.Front.Get("flow")
	if flow != nil {
		for _, p := range flow.Pairs {
			if p.Key != "received" && (next.Get(p.Key) == nil || !equal(p.Value, next.Get(p.Key), nil)) {
				return false
			}
		}
	}
	return bytes.Equal(a.Body, b.Body)
}
