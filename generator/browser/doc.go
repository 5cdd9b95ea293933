// Package browser holds the tests that look at the real site in a real
// browser. They build the site of this repository, serve it on this machine
// below a path, and drive a headless Chromium over its pages:
//
//	CHROMIUM="$(sh .ci/chromium)" FIREFOX="$(sh .ci/firefox)" go test -tags browser ./generator/browser
//
// The offline edition is opened from the disk, in Chromium and in Firefox. Only
// its tests need FIREFOX; without it they fail.
//
// What can be seen without rendering is checked in every file of the site
// (links, fragments, nesting, titles, headings, tables); what cannot, on one
// page of each kind: overflow, contrast, marks, keyboard, targets, zoom, text
// spacing, print, forced colours, right to left, without scripts, weight.
//
// The package itself has no code: without the build tag it is empty, so that
// nothing else needs a browser. No test reaches beyond this machine.
//
// For looking at the pages, -shots writes pictures of them to a folder:
//
//	CHROMIUM=… go test -tags browser ./generator/browser -run TestShots -shots shots
package browser
