package build

// MemoryLimit returns how much memory in bytes a build of this many records
// may use before the garbage collector is made to work harder
// (runtime/debug.SetMemoryLimit). Content stays in memory, about 13 kB a
// record; a limit near that makes the collector run without end, so that at
// 10,000 records 250 MiB took twice the processor time of 400 MiB.
func MemoryLimit(records int) int64 {
	const (
		least  = 250 << 20
		base   = 140 << 20
		record = 20 << 10
	)
	return max(least, base+record*int64(records))
}
