package config

import (
	"testing"
)

func TestOutputs(t *testing.T) {
	c, found := Read([]byte(valid))
	all := c.Outputs
	if len(found) > 0 || !all.RecordJSON || !all.RecordBibTeX || !all.RecordRIS || !all.RecordCSLJSON {
		t.Errorf("without [outputs]: %+v, findings %v", all, found)
	}
	fewer := all
	fewer.RecordRIS = false
	if c, found := Read([]byte(valid + "[outputs]\nrecord_ris = false\nrecord_json = true\n")); c.Outputs != fewer || len(found) > 0 {
		t.Errorf("with record_ris off: %+v, findings %v", c.Outputs, found)
	}
	c, found = Read([]byte(valid + "[outputs]\nrecord_ris = \"no\"\nrecord_riss = false\n"))
	if c.Outputs != all || len(found) != 2 || found[0].Code != "wrong-type" || found[1].Code != "unknown-key" {
		t.Errorf("a text and a mistyped key: %+v, findings %v", c.Outputs, found)
	}
}
