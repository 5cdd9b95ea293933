package cite

import (
	"testing"

	"casebook/generator/model"
)

func TestParseName(t *testing.T) {
	for in, want := range map[string]Name{
		"Löfgren J":                             {Family: "Löfgren", Given: "J."},
		"van Moorselaar RJ":                     {Family: "van Moorselaar", Given: "R. J."},
		"Gilstrap LC 3rd":                       {Family: "Gilstrap", Given: "L. C.", Suffix: "3rd"},
		"Sartre J-P":                            {Family: "Sartre", Given: "J.-P."},
		"Löfgren, J.":                           {Family: "Löfgren", Given: "J."},
		"WHO Immediate KMC Study Group":         {Literal: "WHO Immediate KMC Study Group"},
		"ASAMI":                                 {Literal: "ASAMI"},
		"United Nations Children's Fund":        {Literal: "United Nations Children's Fund"},
		"University of Washington, Seattle":     {Literal: "University of Washington, Seattle"},
		"屠呦呦":                                   {Literal: "屠呦呦"},
		"  Group   on  two lines ":              {Literal: "Group on two lines"},
		"Doctors with Africa CUAMM":             {Literal: "Doctors with Africa CUAMM"},
		"NHS England":                           {Literal: "NHS England"},
		"South East Asian Trial (SEAQUAMAT)":    {Literal: "South East Asian Trial (SEAQUAMAT)"},
		"de la Cruz Á":                          {Family: "de la Cruz", Given: "Á."},
		"Indiana University Health":             {Literal: "Indiana University Health"},
		"Poli URR":                              {Family: "Poli", Given: "U. R. R."},
		"Kannan TPRA":                           {Family: "Kannan", Given: "T. P. R. A."},
		"U.S. Army Medical Research Command":    {Literal: "U.S. Army Medical Research Command"},
		"Department of Health and Social Care":  {Literal: "Department of Health and Social Care"},
		"BC Centre for Disease Control":         {Literal: "BC Centre for Disease Control"},
		"Hydrocephalus Clinical Research Group": {Literal: "Hydrocephalus Clinical Research Group"},
	} {
		if got := ParseName(in); got != want {
			t.Errorf("ParseName(%q) = %+v, want %+v", in, got, want)
		}
	}
}

func TestContributorName(t *testing.T) {
	const orcid = "0000-0002-1825-0097"
	tests := []struct {
		name, orcid, organisation string
		want                      Name
	}{
		{"Garcia, Josiah", "", "", Name{Family: "Garcia", Given: "Josiah"}},
		{"van der Berg, Jan Willem", "", "", Name{Family: "van der Berg", Given: "Jan Willem"}},
		{"Brown, Ann, Jr", "", "", Name{Family: "Brown", Given: "Ann", Suffix: "Jr"}},
		{"Josiah Garcia", "https://orcid.org/" + orcid, "", Name{Family: "Garcia", Given: "Josiah", ORCID: orcid}},
		{"Jan van der Berg", orcid, "", Name{Family: "van der Berg", Given: "Jan", ORCID: orcid}},
		{"Ann Brown Jr", "", "A clinic", Name{Family: "Brown", Given: "Ann", Suffix: "Jr"}},
		{"Okafor N", "", "", Name{Family: "Okafor", Given: "N."}},
		{"Learned From", "", "", Name{Literal: "Learned From"}},
		{"WHO Immediate KMC Study Group", "", "", Name{Literal: "WHO Immediate KMC Study Group"}},
		{"Department of Surgery, Makerere University", "", "", Name{Literal: "Department of Surgery, Makerere University"}},
		{"Partners In Health", "", "Harvard", Name{Literal: "Partners In Health"}},
		{"Prince", orcid, "", Name{Literal: "Prince", ORCID: orcid}},
	}
	for _, tt := range tests {
		c := model.Contributor{Name: val(tt.name), ORCID: val(tt.orcid), Organisation: val(tt.organisation)}
		if got := ContributorName(&c); got != tt.want {
			t.Errorf("ContributorName(%q) = %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestNameForms(t *testing.T) {
	n := Name{Family: "van der Berg", Given: "Jean-Pierre Anne", Suffix: "Jr"}
	for _, tt := range []struct{ got, want string }{
		{n.String(), "Jean-Pierre Anne van der Berg Jr"},
		{n.Sorted(), "van der Berg, Jean-Pierre Anne, Jr"},
		{n.Vancouver(), "van der Berg J-PA Jr"},
		{n.Initialled(), "van der Berg, J.-P. A., Jr"},
		{Name{Literal: "A Group"}.Sorted(), "A Group"},
		{Name{Literal: "A Group"}.Vancouver(), "A Group"},
		{Name{Literal: "A Group"}.Initialled(), "A Group"},
		{Name{Family: "Okafor", Given: "N."}.Vancouver(), "Okafor N"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
