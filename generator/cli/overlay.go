package cli

import (
	"io/fs"
	"path"
	"strings"
)

// An overlayFS is a site in which some files hold other bytes than on the
// disk: what they would say is checked before it is written.
type overlayFS struct {
	fs.FS
	files map[string][]byte
}

// Open implements fs.FS.
func (o overlayFS) Open(name string) (fs.File, error) {
	data, ok := o.files[name]
	if !ok {
		return o.FS.Open(name)
	}
	return &stubFile{Reader: strings.NewReader(string(data)), info: stubInfo{name: path.Base(name), size: int64(len(data))}}, nil
}
