package export

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// A Calendar is a list of days on which something is due. Texts are plain.
type Calendar struct {
	Title  string
	Stamp  string // as-of date of the build, YYYY-MM-DD: the moment of every event
	Events []Event
}

// An Event fills one day.
type Event struct {
	Name    string // identifies the event for URN: "review:lf-0005"
	Day     string // YYYY-MM-DD
	Summary string
	Note    string // may be empty
	URL     string // absolute; may be empty
}

// ICalendar writes a calendar (RFC 5545): days without a time, so that they
// fall on the same day everywhere. Lines end in CRLF and are folded at 75
// octets (3.1). An event without a valid day is an error, and so is a calendar
// without a date.
func ICalendar(w io.Writer, c Calendar) error {
	stamp, err := time.Parse(time.DateOnly, c.Stamp)
	if err != nil {
		return errors.New("write calendar: it has no date")
	}
	f := &folder{w: bufio.NewWriter(w)}
	f.line("BEGIN", "VCALENDAR")
	f.line("VERSION", "2.0")
	f.line("PRODID", "-//Casebook//Reviews//EN")
	f.line("METHOD", "PUBLISH")
	f.line("X-WR-CALNAME", escapeText(c.Title))
	for i := range c.Events {
		e := &c.Events[i]
		day, err := time.Parse(time.DateOnly, e.Day)
		if err != nil {
			return errors.New("write calendar: the event " + e.Name + " has no day")
		}
		f.line("BEGIN", "VEVENT")
		f.line("UID", URN(e.Name))
		f.line("DTSTAMP", stamp.Format("20060102T150405Z"))
		f.line("DTSTART;VALUE=DATE", day.Format("20060102"))
		f.line("DTEND;VALUE=DATE", day.AddDate(0, 0, 1).Format("20060102"))
		f.line("SUMMARY", escapeText(e.Summary))
		if e.Note != "" {
			f.line("DESCRIPTION", escapeText(e.Note))
		}
		if e.URL != "" {
			f.line("URL", e.URL)
		}
		f.line("TRANSP", "TRANSPARENT") // it makes nobody busy
		f.line("END", "VEVENT")
	}
	f.line("END", "VCALENDAR")
	return f.w.Flush()
}

// escapeText writes a text as a value (3.3.11).
func escapeText(s string) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(s)
}

// A folder writes lines of at most 75 octets; what is longer goes on in the
// next line after a space, never within a character.
type folder struct{ w *bufio.Writer }

func (f *folder) line(name, value string) {
	const most = 75
	line := name + ":" + value
	room := most
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		f.w.WriteString(line[:cut] + "\r\n ") // the first error of a bufio.Writer stays until Flush
		line, room = line[cut:], most-1
	}
	f.w.WriteString(line + "\r\n")
}
