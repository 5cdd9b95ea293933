package build

import "testing"

// TestMemoryLimit: room to breathe for a small site, and more than the content
// itself takes for a large one.
func TestMemoryLimit(t *testing.T) {
	for records, want := range map[int]int64{0: 250 << 20, 14: 250 << 20, 10_000: 250 << 20, 100_000: 120<<20 + 100_000*13<<10} {
		if got := MemoryLimit(records); got != want {
			t.Errorf("MemoryLimit(%d) = %d, want %d", records, got, want)
		}
	}
}
