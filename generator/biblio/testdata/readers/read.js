// Reads bibliographies and prints their items as CSL-JSON, an array a file.
// Each argument is a file; its extension says its format.
'use strict'
const fs = require('fs')
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')
require('@citation-js/plugin-csl')

for (const file of process.argv.slice(2)) {
  const items = new Cite(fs.readFileSync(file, 'utf8')).data
  for (const item of items) {
    delete item._graph
  }
  console.log(JSON.stringify(items))
}
