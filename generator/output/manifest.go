package output

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A digest is the leftmost half of the SHA-256 of a file (FIPS 180-4;
// truncation: NIST SP 800-107, section 5.1). It is the same in every run and
// on every machine, and takes some 0.01 s per 20 MB.
// The zero digest stands for content that is not known.
type digest [sha256.Size / 2]byte

// half returns the digest of a file by its SHA-256.
func half(sum [sha256.Size]byte) digest { return digest(sum[:len(digest{})]) }

// A record is one file of the manifest.
type record struct {
	path  string
	sum   digest
	size  int64 // bytes
	mtime int64 // nanoseconds since 1970
	// put marks a file of the journal that is staged and has to be moved. It
	// means nothing in the manifest.
	put bool
}

// A kind says how the publication of a journal proceeds.
type kind string

const (
	kindFirst    kind = "first"
	kindExchange kind = "exchange"
	kindDelta    kind = "delta"
)

const (
	manifestMagic = "casebook-files 1"
	// manifestMax keeps a damaged or foreign file from filling the memory; a
	// site of 200,000 files has a manifest of some 25 MB.
	manifestMax = 1 << 30
)

var errDamaged = errors.New("the file is damaged")

// writeManifest writes the manifest or journal of files, sorted by path, as
// text:
//
//	casebook-files 1 KIND COUNT
//	put|has DIGEST SIZE MTIME PATH    one line a file, in byte order of PATH
//	sha256 DIGEST                     of everything above
//
// Paths hold no control characters, so a line is a file.
func writeManifest(w io.Writer, k kind, files []record) error {
	sum := sha256.New()
	buf := bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)
	fmt.Fprintf(buf, "%s %s %d\n", manifestMagic, k, len(files))
	var line []byte
	for _, f := range files {
		line = appendRecord(line[:0], f)
		buf.Write(line) // the error is kept for Flush
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "sha256 %x\n", sum.Sum(nil))
	return err
}

func appendRecord(line []byte, f record) []byte {
	if f.put {
		line = append(line, "put "...)
	} else {
		line = append(line, "has "...)
	}
	line = hex.AppendEncode(line, f.sum[:])
	line = append(line, ' ')
	line = strconv.AppendInt(line, f.size, 10)
	line = append(line, ' ')
	line = strconv.AppendInt(line, f.mtime, 10)
	line = append(line, ' ')
	line = append(line, f.path...)
	return append(line, '\n')
}

// parseManifest reads what writeManifest wrote. Anything else, also a single
// unsafe path, is errDamaged.
func parseManifest(text string) (kind, []record, error) {
	const tail = len("sha256 ") + 2*sha256.Size + 1
	if len(text) < tail {
		return "", nil, errDamaged
	}
	body, end := text[:len(text)-tail], text[len(text)-tail:]
	if end != fmt.Sprintf("sha256 %x\n", sha256.Sum256([]byte(body))) {
		return "", nil, errDamaged
	}
	head, body, _ := strings.Cut(body, "\n")
	k, count, err := parseHead(head)
	if err != nil {
		return "", nil, err
	}
	files, err := parseRecords(body)
	if err != nil || len(files) != count {
		return "", nil, errDamaged
	}
	return k, files, nil
}

func parseHead(head string) (kind, int, error) {
	rest, ok := strings.CutPrefix(head, manifestMagic+" ")
	name, number, _ := strings.Cut(rest, " ")
	count, err := strconv.Atoi(number)
	k := kind(name)
	if !ok || err != nil || k != kindFirst && k != kindExchange && k != kindDelta {
		return "", 0, errDamaged
	}
	return k, count, nil
}

func parseRecords(body string) ([]record, error) {
	files := make([]record, 0, strings.Count(body, "\n"))
	for line := range strings.Lines(body) {
		f, err := parseRecord(line)
		if err != nil {
			return nil, err
		}
		if len(files) > 0 && files[len(files)-1].path >= f.path {
			return nil, errDamaged
		}
		files = append(files, f)
	}
	return files, nil
}

func parseRecord(line string) (record, error) {
	var f record
	line, whole := strings.CutSuffix(line, "\n")
	part := strings.SplitN(line, " ", 5)
	if !whole || len(part) != 5 || part[0] != "put" && part[0] != "has" {
		return f, errDamaged
	}
	sum, err1 := hex.DecodeString(part[1])
	size, err2 := strconv.ParseInt(part[2], 10, 64)
	mtime, err3 := strconv.ParseInt(part[3], 10, 64)
	if err := cmp.Or(err1, err2, err3); err != nil || len(sum) != len(f.sum) || size < 0 {
		return f, errDamaged
	}
	if unsafePath(part[4]) != "" {
		return f, errDamaged
	}
	copy(f.sum[:], sum)
	f.size, f.mtime, f.path, f.put = size, mtime, part[4], part[0] == "put"
	return f, nil
}

// find returns the record of path in files, sorted by path.
func find(files []record, path string) (record, bool) {
	i, ok := slices.BinarySearchFunc(files, path, comparePath)
	if !ok {
		return record{}, false
	}
	return files[i], true
}

// below reports whether some file lies in the folder dir.
func below(files []record, dir string) bool {
	dir += "/"
	i, _ := slices.BinarySearchFunc(files, dir, comparePath)
	return i < len(files) && strings.HasPrefix(files[i].path, dir)
}

func comparePath(f record, path string) int { return cmp.Compare(f.path, path) }

// without returns the files of old whose paths are not in next.
func without(old, next []record) []record {
	var gone []record
	for _, f := range old {
		for len(next) > 0 && next[0].path < f.path {
			next = next[1:]
		}
		if len(next) == 0 || next[0].path != f.path {
			gone = append(gone, f)
		}
	}
	return gone
}

// either returns the files of a and b, for a folder that holds the one or the
// other: what they do not agree on is there with its content unknown.
func either(a, b []record) []record {
	files := make([]record, 0, max(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		x, y := a[0], b[0]
		x.put, y.put = false, false
		switch {
		case x.path < y.path:
			files, a = append(files, record{path: x.path}), a[1:]
		case x.path > y.path:
			files, b = append(files, record{path: y.path}), b[1:]
		case x != y:
			files, a, b = append(files, record{path: x.path}), a[1:], b[1:]
		default:
			files, a, b = append(files, x), a[1:], b[1:]
		}
	}
	for _, f := range slices.Concat(a, b) {
		files = append(files, record{path: f.path})
	}
	return files
}
