package search

import (
	"crypto/sha256"
	"sync"
)

// A Cache keeps compressed parts from one index to the next: most parts of a
// large index are the same after an edit of one record, and compressing them
// is a third of the work. Its bytes are those of an index without it. The zero
// Cache is empty; one Build at a time may use it.
type Cache struct {
	mu        sync.Mutex
	now, next map[[sha256.Size]byte]*payload // by the digest of the data
}

// begin starts an index, and end forgets what it had no use for.
func (c *Cache) begin() { c.next = make(map[[sha256.Size]byte]*payload, len(c.now)) }
func (c *Cache) end()   { c.now, c.next = c.next, nil }

// pack compresses a payload, or takes what an equal one became.
func (c *Cache) pack(p *payload) {
	if c == nil || p.packed != nil {
		p.pack()
		return
	}
	sum := sha256.Sum256(p.data)
	known := c.now[sum] // not written to while parts are made
	if known != nil {
		p.packed, p.hash = known.packed, known.hash
		p.drop()
	} else {
		p.pack()
		known = &payload{packed: p.packed, hash: p.hash}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next[sum] = known
}
