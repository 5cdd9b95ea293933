// Package output holds the plan of every address of the site and is the only
// package that writes the site.
//
// Data enters as a [Plan]: one [Entry] per file, each with a function that
// writes its bytes. Data leaves as files below one output folder, changed as a
// whole by [Site.Publish]. The package knows nothing of pages, templates or
// content, prints nothing and reads no clock. It imports only the standard
// library and golang.org/x/sys; it builds on Linux, macOS, the BSDs and
// Windows.
//
// # Where things live
//
// For an output folder "public" there is one more name beside it, fit for
// .gitignore; nothing of it is ever inside the published tree:
//
//	public/                    the site, and nothing else
//	.public.casebook/lock      locked while a Site is open; holds the process id
//	.public.casebook/manifest  each file of the site: digest, size, time stamp
//	.public.casebook/stage/    files on their way into the site
//	.public.casebook/journal   the manifest of a publication under way
//	.public.casebook/*.part    a manifest, journal or archive being written
//	.public.casebook/packed    where the site has been packed: the checksum
//
// [Site.Pack] adds public.zip, the published files in one, and its checksum,
// public.zip.sha256.
//
// # The protocol
//
// Every entry is rendered into a reused buffer (a large one goes to the stage
// as it grows) and digested. One that the manifest lists with the same digest,
// and whose file still has the size and time stamp of the manifest, is not
// staged, written or touched. What differs is staged and synced. Then one of:
//
//	first     nothing is published yet: journal; stage renamed to public;
//	          journal renamed to manifest.
//	exchange  most files differ, on Linux: unchanged files linked into the
//	          stage; journal; stage and public exchanged in one call
//	          (renameat2, RENAME_EXCHANGE); journal renamed to manifest; the
//	          stage, now the old site, removed.
//	delta     otherwise, and where the other two fail (mount points, file
//	          systems without the call): journal; files no longer planned and
//	          folders so emptied removed; staged files renamed into public;
//	          journal renamed to manifest; the stage removed.
//
// The journal is written under another name, synced and renamed, so it is
// there whole or not at all. It is the next manifest, with a mark on each
// staged file; becoming the manifest ends the publication in one rename.
//
//	killed while            leaves                          the next Open
//	rendering, staging      old site, a stage               removes the stage
//	writing the journal     old site, stage, journal.part   removes both
//	first: before rename    no site, stage, journal         removes both
//	first: after it         new site, journal               makes it the manifest
//	exchange: before or     old or new site, journal,       keeps the site; what
//	  after the call          the other one as stage          the two manifests do
//	                                                          not agree on is written
//	                                                          anew by the next build
//	delta: after journal    a mixture, stage, journal       replays it: new site
//	removing the stage      new site, rest of a stage       removes the stage
//
// Recovery takes the same steps, each of which may be repeated, so it may be
// killed as well. A render that fails, a cancelled context, a full disk or a
// veto by Options.Check comes before the journal: the stage is removed and the
// old site has not been touched.
//
// A killed process needs no sync for this. Against a power cut the staged
// files are synced before the journal is visible (syncfs once on Linux, fsync
// each elsewhere); the order of the renames is left to the file system's own
// journal.
//
// # What it never does
//
// It never writes or removes outside the output folder and the one beside it:
// all paths are checked, go through [os.Root], and no folder that has become a
// symbolic link is entered. It never removes or overwrites what it did not
// make: a folder that is not empty and has no manifest is refused
// ([ErrForeign]), so is a foreign file at a planned address; other foreign
// files stay where they are. A file of the manifest is its own: changed by
// others, it is written anew or, when no longer planned, removed. Such a
// change is seen by size and time stamp alone; one that keeps both is not.
//
// Files ask for mode 0644 and folders for 0755; the umask may take bits away
// and nothing sets them afterwards.
//
// An exchange replaces the folder itself. A process that holds it open, or a
// container that has it mounted, goes on seeing the old one.
package output
