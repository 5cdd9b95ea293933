package cite

import "strings"

// Words are the words that a citation adds to what its author wrote. They
// come in because they are interface strings, translated with all others.
type Words struct {
	EtAl          string // after six authors
	In            string // before the editors of a book or proceedings
	Editor        string // after one editor
	Editors       string // after several
	Internet      string // the medium, in brackets
	OnInternet    string // the medium, after a kind in the same brackets
	Dissertation  string // the kind of a thesis, in brackets
	Dataset       string // the kind of a data set, in brackets
	Interview     string // the kind of an interview, in brackets
	Withdrawn     string // the state of a record, in brackets
	Cited         string // before the date of access
	AvailableFrom string // before an address
	Volume        string // before the volume of a book
	Number        string // before the number in a series
	Pages         string // before the pages of a part of a book
	ReportNumber  string // before the number of a report
	Record        string // before the number of a record
	Version       string // before the version of a record
	Release       string // before the version of a release of the data
	Genre         string // what a record is, in brackets
	And           string // between the last two authors
	Retrieved     string // before the date of access in APA style
	From          string // between that date and an address
	AvailableAt   string // before an address in Harvard style
	Accessed      string // before the date of access there
	AccessDate    string // in place of the date of access, where it is not known
	NoDate        string // in place of a date that is not known
	Months        [12]string
	LongMonths    [12]string
}

// English returns the words as NLM writes them. Months have three letters
// (Citing Medicine, appendix E and chapter 1, "Date of Publication").
func English() Words {
	return Words{
		EtAl: "et al.", In: "In:", Editor: "editor", Editors: "editors",
		Internet: "Internet", OnInternet: "on the Internet", Dissertation: "dissertation", Dataset: "dataset", Interview: "interview", Withdrawn: "withdrawn",
		Cited: "cited", AvailableFrom: "Available from:", Volume: "Vol.", Number: "no.", Pages: "p.", ReportNumber: "Report No.:",
		Record: "Record", Version: "version", Release: "release", Genre: "Case study", And: "and", Retrieved: "Retrieved", From: "from",
		AvailableAt: "Available at:", Accessed: "Accessed:", AccessDate: "date of access", NoDate: "n.d.",
		Months:     [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		LongMonths: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	}
}

// date writes an ISO 8601 date, whole or partial, as year, month and day:
// 2026 Mar 12 (Citing Medicine, chapter 22, "Date of Citation"). What is not
// of that form stays as it is.
func (w *Words) date(iso string) string {
	parts := strings.Split(iso, "-")
	if len(parts) > 3 || len(parts[0]) != 4 || !digits(parts[0]) {
		return iso
	}
	out := parts[0]
	for i, p := range parts[1:] {
		n, ok := twoDigits(p)
		switch {
		case !ok || n == 0:
			return iso
		case i == 0 && n <= 12:
			out += " " + w.Months[n-1]
		case i == 1 && n <= 31:
			out += " " + strings.TrimPrefix(p, "0")
		default:
			return iso
		}
	}
	return out
}

func twoDigits(s string) (n int, ok bool) {
	if len(s) != 2 || !digits(s) {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

// digits reports whether s consists of ASCII digits, at least one.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
