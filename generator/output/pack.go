package output

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"
)

// An Archive says how the published site is packed into one file.
type Archive struct {
	Folder string    // the folder within the archive that holds the files: one name
	Time   time.Time // of every file in it; those before 1980 become its first day
}

// A Packed is an archive beside the output folder.
type Packed struct {
	Name      string // beside the output folder: "public.zip"
	Bytes     int64
	SHA256    [sha256.Size]byte
	Unchanged bool // the file was there already, and was not touched
}

// Names in the folder beside the output folder that an archive needs. packedName
// says which archive was packed last, and of what: where it is, the archive is
// ours.
const (
	archiveName = "archive"
	packedName  = "packed"
)

// Endings of the archive and of the file with its checksum.
const (
	zipSuffix = ".zip"
	sumSuffix = ".zip.sha256"
)

// firstDay is the first time that a zip can tell (APPNOTE.TXT 6.3.10, section
// 4.4.6: the date of MS-DOS).
var firstDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// CanPack returns ErrForeign when Pack would overwrite a file that it did not
// make, so that a build can refuse before it does anything.
func (s *Site) CanPack() error {
	if _, err := s.parent.Lstat(s.in(packedName)); err == nil {
		return nil
	}
	for _, suffix := range []string{zipSuffix, sumSuffix} {
		if _, err := s.parent.Lstat(s.name + suffix); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is %w: move it away", s.name+suffix, ErrForeign)
		}
	}
	return nil
}

// Pack packs the published files into a zip beside the output folder, with a
// file of its checksum as sha256sum writes and checks it: "public.zip" and
// "public.zip.sha256" for "public". The bytes follow from the files, their
// paths and a alone. Both are written under other names and renamed; if it
// returns an error, they are the old ones or, between the two renames, do not
// fit each other. A file that has changed since it was published is an error.
func (s *Site) Pack(ctx context.Context, a Archive) (Packed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.pack(ctx, a)
	if err != nil {
		return Packed{}, fmt.Errorf("pack %s: %w", s.name, err)
	}
	return p, nil
}

func (s *Site) pack(ctx context.Context, a Archive) (Packed, error) {
	if reason := unsafeSegment(a.Folder); reason != "" {
		return Packed{}, fmt.Errorf("the folder %q in the archive: %s", a.Folder, reason)
	}
	if err := s.CanPack(); err != nil {
		return Packed{}, err
	}
	of := s.contents(a)
	if p, ok := s.packed(of); ok {
		return p, nil
	}
	part := s.in(archiveName + partSuffix)
	p, err := s.zip(ctx, part, a)
	if err != nil {
		_ = s.parent.Remove(part) // the next one overwrites it
		return Packed{}, err
	}
	return p, s.place(part, p, of)
}

// contents returns a checksum of all that an archive follows from. The Go
// release is among it, since another one may compress otherwise.
func (s *Site) contents(a Archive) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n%d\n", runtime.Version(), a.Folder, a.Time.Unix())
	for _, r := range s.files {
		fmt.Fprintf(sum, "%x %s\n", r.sum, r.path)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// zip writes the archive to the file part.
func (s *Site) zip(ctx context.Context, part string, a Archive) (Packed, error) {
	f, err := s.parent.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return Packed{}, err
	}
	sum := sha256.New()
	count := &counter{w: io.MultiWriter(f, sum)}
	if err = s.fill(ctx, zip.NewWriter(count), a); err == nil {
		err = syncFile(f)
	}
	p := Packed{Name: s.name + zipSuffix, Bytes: count.n, SHA256: [sha256.Size]byte(sum.Sum(nil))}
	return p, errors.Join(err, f.Close())
}

// packed returns the archive of these contents, if both files are there as they
// were packed.
func (s *Site) packed(of string) (Packed, bool) {
	p := Packed{Name: s.name + zipSuffix, Unchanged: true}
	f, err := s.parent.Open(p.Name)
	if err != nil {
		return Packed{}, false
	}
	defer f.Close()
	sum := sha256.New()
	if p.Bytes, err = io.Copy(sum, f); err != nil {
		return Packed{}, false
	}
	p.SHA256 = [sha256.Size]byte(sum.Sum(nil))
	beside, err1 := s.parent.ReadFile(s.name + sumSuffix)
	last, err2 := s.parent.ReadFile(s.in(packedName))
	return p, err1 == nil && err2 == nil && string(beside) == p.line() && string(last) == p.line()+of+"\n"
}

// place renames the archive of some contents and the file with its checksum
// into place. What says that they are ours comes first.
func (s *Site) place(part string, p Packed, of string) error {
	text := []byte(p.line())
	if err := s.parent.WriteFile(s.in(packedName), []byte(p.line()+of+"\n"), 0o644); err != nil {
		return err
	}
	if err := s.rename(part, p.Name); err != nil {
		return err
	}
	sums := s.in(packedName + partSuffix)
	if err := s.parent.WriteFile(sums, text, 0o644); err != nil {
		return err
	}
	return s.rename(sums, s.name+sumSuffix)
}

// line is the line of the archive that sha256sum writes.
func (p Packed) line() string { return SumLine(Sum{Path: p.Name, SHA256: p.SHA256}) }

// SumLine returns the line of a file as sha256sum writes it (manual of GNU
// coreutils, "md5sum invocation"): the checksum, two spaces, the path. Paths of
// a plan need no escape: they hold no backslash and no line end.
func SumLine(s Sum) string { return hex.EncodeToString(s.SHA256[:]) + "  " + s.Path + "\n" }

// A counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
