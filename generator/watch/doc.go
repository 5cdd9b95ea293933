// Package watch tells when files below a folder change.
//
// A folder and the names in it that matter go in; a Change comes out for each
// burst of changes, once it is quiet. Notices come from the system (fsnotify);
// where it gives none, as on network drives, or no more of them, files are
// looked at again and again instead. Nothing is read here but names, sizes and
// times, and nothing is changed.
//
// A Change is a hint at what to read again, not a record of what happened: an
// editor that saves under another name and renames, a folder that is moved, a
// branch that is switched, all end as a list of paths, or as the word that
// anything may have changed.
package watch
