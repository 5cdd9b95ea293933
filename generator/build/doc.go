// Package build knows the order of the stages, and nothing else does:
//
//	site.toml  content/   layouts/  static/          files (fs.FS)
//	    |         |           |        |
//	 config     load          |        |             source, decode, markdown, country, vocab
//	    |         |           |        |
//	    +----> model.Site     |        |             typed values, each with its place
//	              |           |        |
//	            derive        |        |             facts: groups at the time, status, lag
//	              |           |        |
//	  check <-----+           |        |             findings (diag), nothing changed
//	              |           |        |
//	           taxonomy       |        |             terms, decades, countries -> records
//	              |           |        |
//	            page        render   asset           views; layouts; hashed files
//	            search        |        |             the index: its parts join the plan, its manifest a page
//	              |           |        |
//	              +-----> plan <-------+             every address, refused when taken or unsafe
//	                         |
//	                      output                     rendered in parallel, staged, published
//
// Content goes in as a file system, with the date and the base address as
// options; the site comes out in a folder, with a Report. Content is held in
// memory as typed values and rendered prose, pages are not: each is made when
// it is its turn to be written.
//
// Nothing is written before every finding is known and every address is
// planned. Findings of severity error stop the build, unless it is a draft.
//
// A Keeper builds again and again while files are edited, and renders only what
// an edit touches. For that each entry of the plan says what it reads; the
// names, and what holds where none is given, stand in keys.go.
package build
