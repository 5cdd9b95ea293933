package cli

import (
	"bytes"
	"os"
	"testing"

	"casebook/generator/intake"
	"casebook/generator/load"
)

// TestIssueFormIsCurrent holds the issue form of this repository to its
// vocabularies.
func TestIssueFormIsCurrent(t *testing.T) {
	vocabularies, found, err := load.Vocabularies(os.DirFS("../.."))
	if err != nil || found.HasErrors() {
		t.Fatal(err, found)
	}
	got, err := os.ReadFile("../../.github/ISSUE_TEMPLATE/case-study.yml")
	if err != nil {
		t.Fatal(err)
	}
	if want := intake.IssueForm(vocabularies); !bytes.Equal(got, want) {
		t.Error("the vocabularies have changed: type\n  casebook schema --issue-form > .github/ISSUE_TEMPLATE/case-study.yml")
	}
}
