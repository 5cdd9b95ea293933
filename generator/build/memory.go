package build

// MemoryLimit returns how much memory in bytes a build of this many records
// may use before the garbage collector is made to work harder
// (runtime/debug.SetMemoryLimit). About 8 kB a record stay in memory, and the
// index of the search takes a few more while it is made; a limit near that
// makes the collector run without end. The process itself comes to some 30 MiB
// more.
func MemoryLimit(records int) int64 {
	const (
		least  = 250 << 20
		base   = 120 << 20
		record = 13 << 10
	)
	return max(least, base+record*int64(records))
}
