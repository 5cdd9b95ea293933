package scaffold

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// plain are the texts that read the same in YAML with and without quotes,
// within a list too: they start with a letter and hold no mark of the language
// (YAML 1.2.2, section 7.3.3). Everything else gets quotes.
var plain = regexp.MustCompile(`^\p{L}[\p{L}\p{N}\p{Mn} .()'/%+-]*$`)

// words are read as something else than text by some programs.
var words = []string{"true", "false", "yes", "no", "on", "off", "null", "y", "n"}

// scalar writes a text as a YAML value on one line.
func scalar(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if plain.MatchString(text) && !slices.Contains(words, strings.ToLower(text)) {
		return text
	}
	if sentence := strings.ReplaceAll(text, ", ", " "); plain.MatchString(sentence) && strings.Contains(sentence, " ") {
		return text // a comma divides nothing outside a list
	}
	// The escapes of Go are a part of those of YAML (5.7), for valid UTF-8.
	return strconv.Quote(strings.ToValidUTF8(text, "\uFFFD"))
}

// FlowList writes texts as a YAML list on one line.
func FlowList(texts []string) string {
	items := make([]string, len(texts))
	for i, text := range texts {
		items[i] = FlowScalar(text)
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// date is the form in which records write days, without quotes.
var date = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// FlowScalar writes a text as a YAML value within a map or list on one line.
// White space becomes single spaces.
func FlowScalar(text string) string {
	if date.MatchString(text) {
		return text
	}
	value := scalar(text)
	if value == strings.Join(strings.Fields(text), " ") && strings.Contains(value, ",") {
		return strconv.Quote(value)
	}
	return value
}
