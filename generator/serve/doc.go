// Package serve shows a site that was built, on this machine, for its author.
//
// A folder of files goes in, as a file system; answers to requests come out.
// Nothing is rendered and nothing is changed here. It is a server for looking
// at a site, with what a public host would do: a folder answers with its
// index.html, an address without its last slash leads to the one with it, an
// unknown address answers with 404.html and the status 404, and the headers are
// those that the site itself asks for in its file _headers.
//
// While a site is edited, a Live keeps open pages up to date: a script, the
// notice over the page, and leave to connect are added to the answer, never to
// the files. Its own addresses begin with ".casebook/", which no site can have.
// It is told what changed by whoever builds; it watches nothing itself.
//
// What a request may reach: files below the folder, by GET and HEAD, and files of the
// content while a notice names them. Links out
// of the folder, hidden files and lists of a folder's files are not served. A
// request that names a host other than this machine is refused, because a web
// page elsewhere could have its own name lead here (DNS rebinding) and then
// read what only this machine can see.
package serve
