package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"casebook/generator/diag"
	"casebook/generator/model"
)

// The codes of what says that two records may tell one case.
const (
	codeLookAlike diag.Code = "records-look-alike"
	codeNewAlike  diag.Code = "new-record-alike"
)

// IsAlike reports whether a finding with this code names a record that may tell
// the same case.
func IsAlike(code diag.Code) bool { return code == codeLookAlike || code == codeNewAlike }

// isNew reports whether a record has no number yet: nobody has accepted it.
func isNew(c *model.Case) bool { return c.ID.Text == "" || c.ID.Text == model.NoNumber }

// Two titles look alike from this share of trigrams on (Jaccard: those in both,
// of those in either), if they hold the same numbers.
const (
	alikeNumerator   = 85
	alikeDenominator = 100
)

// Titles are compared only where they may be alike, which min-wise hashing
// finds (Broder 1997): a title has bands of rows hash values each, and two
// titles that share a band are compared. With a share of 0.85 they share one
// of six bands of three with a probability of 0.997. A bucket compares with
// its first few titles only, so that the work grows with the number of records
// whatever they are called.
const (
	bands     = 6
	rows      = 3
	maxLeader = 8
)

// minSummary is the length in bytes from which two equal summaries mean
// something.
const minSummary = 20

// A sketch is what is compared of a title.
type sketch struct {
	c       *model.Case
	grams   []uint32 // hashed trigrams, sorted, each once
	numbers string   // the digits of the title
}

// recordsLookAlike warns about a record whose title is nearly that of another
// one, or that has the origin, type and summary of another one. A withdrawn
// record may well be like the one that took its place.
func recordsLookAlike(site *model.Site, out *reporter) {
	buckets := make(map[uint64][]int32)
	same := make(map[string]*model.Case)
	sketches := make([]sketch, 0, len(site.Cases))
	for _, c := range site.Cases {
		if c.RecordStatus() == model.StatusWithdrawn {
			continue
		}
		s := newSketch(c)
		other := sameSummary(same, c)
		if len(s.grams) > 0 {
			keys := s.bandKeys()
			if o := likeOne(buckets, keys, sketches, &s); o != nil {
				other = o
			} else {
				sketches = append(sketches, s)
				lead(buckets, keys, int32(len(sketches)-1))
			}
		}
		if other != nil {
			tellAlike(out, c, other)
		}
	}
}

// tellAlike reports the later of two records, or the one that is new: its
// author is the one who reads the finding.
func tellAlike(out *reporter, c, other *model.Case) {
	if isNew(other) && !isNew(c) {
		c, other = other, c
	}
	out.addPos(c.Title.At.Pos(c.File), len(c.Title.Text), fmt.Sprintf("this record looks like %s (%s)", other.File, quote(other.Title.Text)),
		"if they tell the same case, put them together and withdraw one with the reason duplicate; if not, let the titles say how they differ",
		diag.Related{Pos: other.Title.At.Pos(other.File), Message: "the other record"})
}

// sameSummary returns the record with the same origin, types and summary.
func sameSummary(same map[string]*model.Case, c *model.Case) *model.Case {
	if len(c.Summary.Text) < minSummary {
		return nil
	}
	var b strings.Builder
	for _, o := range c.OriginCountry {
		b.WriteString(o.Code + ",")
	}
	for _, t := range c.InnovationType {
		b.WriteString(t.Text + ",")
	}
	b.WriteString(strings.ToLower(c.Summary.Text))
	key := b.String()
	if other := same[key]; other != nil {
		return other
	}
	same[key] = c
	return nil
}

func likeOne(buckets map[uint64][]int32, keys [bands]uint64, sketches []sketch, s *sketch) *model.Case {
	last := int32(-1)
	for _, key := range keys {
		for _, i := range buckets[key] {
			if i != last && s.alike(&sketches[i]) {
				return sketches[i].c
			}
			last = i
		}
	}
	return nil
}

func lead(buckets map[uint64][]int32, keys [bands]uint64, i int32) {
	for _, key := range keys {
		if len(buckets[key]) < maxLeader {
			buckets[key] = append(buckets[key], i)
		}
	}
}

// alike reports whether two titles share enough of their trigrams.
func (s *sketch) alike(t *sketch) bool {
	if s.numbers != t.numbers {
		return false
	}
	both := 0
	for i, j := 0, 0; i < len(s.grams) && j < len(t.grams); {
		switch {
		case s.grams[i] == t.grams[j]:
			both++
			i++
			j++
		case s.grams[i] < t.grams[j]:
			i++
		default:
			j++
		}
	}
	either := len(s.grams) + len(t.grams) - both
	return both*alikeDenominator >= either*alikeNumerator
}

func newSketch(c *model.Case) sketch {
	s := sketch{c: c}
	letters, numbers := foldTitle(c.Title.Text)
	s.numbers = string(numbers)
	if len(letters) == 0 {
		return s
	}
	letters = append(letters, ' ')
	s.grams = make([]uint32, 0, len(letters))
	a, b := ' ', ' '
	for _, r := range letters {
		s.grams = append(s.grams, mix(mix(mix(2166136261, a), b), r))
		a, b = b, r
	}
	slices.Sort(s.grams)
	s.grams = slices.Compact(s.grams)
	return s
}

// mix is a step of FNV-1a over a rune instead of a byte.
func mix(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 16777619 }

// foldTitle returns the letters of a title, small and without accents, words
// divided by single spaces; and its digits.
func foldTitle(title string) (letters, numbers []rune) {
	if strings.IndexFunc(title, func(r rune) bool { return r >= 0x80 }) >= 0 {
		title = norm.NFD.String(title)
	}
	letters = make([]rune, 0, len(title)+1)
	for _, r := range title {
		switch {
		case unicode.IsDigit(r):
			numbers = append(numbers, r)
		case unicode.IsLetter(r):
			letters = append(letters, unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r):
		default:
			if n := len(numbers); n > 0 && numbers[n-1] != ' ' {
				numbers = append(numbers, ' ')
			}
			if n := len(letters); n > 0 && letters[n-1] != ' ' {
				letters = append(letters, ' ')
			}
		}
	}
	return letters, numbers
}

// bandKeys returns the keys of the buckets of a title.
func (s *sketch) bandKeys() [bands]uint64 {
	var least [bands * rows]uint32
	for i := range least {
		least[i] = ^uint32(0)
	}
	for _, g := range s.grams {
		x := uint64(g)
		for i := range least {
			// The upper half of a product with an odd constant (Dietzfelbinger
			// et al. 1997), the constants being the steps of splitmix64.
			h := uint32((x*multipliers[i] + uint64(i)*0x9E3779B97F4A7C15) >> 32)
			least[i] = min(least[i], h)
		}
	}
	var keys [bands]uint64
	for b := range keys {
		key := uint64(b + 1)
		for _, h := range least[b*rows : (b+1)*rows] {
			key = splitmix(key ^ uint64(h))
		}
		keys[b] = key
	}
	return keys
}

var multipliers = func() (m [bands * rows]uint64) {
	state := uint64(1)
	for i := range m {
		state = splitmix(state)
		m[i] = state | 1
	}
	return m
}()

// splitmix is one step of splitmix64 (Steele, Lea and Flood 2014).
func splitmix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
