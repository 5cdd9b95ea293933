package page

// Addresses of files for programs, below the site root.
const (
	APIAddress = "api/"             // the page that shows the API
	SchemaFile = "schema/case.json" // the JSON Schema of the front matter
	OAIFile    = "oai.xml"          // the static repository for OAI-PMH
)
