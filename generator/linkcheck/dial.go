package linkcheck

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// errNotPublic means that an address leads into a private network.
var errNotPublic = errors.New("not a public address")

// client returns an HTTP client that connects only where allowed says so. It
// keeps no cookies and uses no proxy: a proxy would connect in its place.
func client(allowed func(network, address string, _ syscall.RawConn) error) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: allowed}
	return &http.Client{
		Timeout: 30 * time.Second,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second,
			MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: 30 * time.Second,
		},
	}
}

// publicOnly refuses connections to addresses that are not on the public
// network, and to ports other than those of the web. It sees the address after
// its name was resolved, so that no name can lead around it.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, errNotPublic)
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || shared.Contains(ip) || at.Port() != 80 && at.Port() != 443 {
		return fmt.Errorf("%s: %w", address, errNotPublic)
	}
	return nil
}

// shared are the addresses between a provider and its customers (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

// refused judges a request that got no answer.
func refused(err error) (Result, time.Duration) {
	var dns *net.DNSError
	switch {
	case errors.Is(err, errNotPublic):
		return Result{State: Unconfirmed, Reason: "it leads to an address that is not public"}, -1
	case errors.As(err, &dns) && dns.IsNotFound:
		// A name is not found, too, where this machine has no network.
		return Result{State: Unconfirmed, Reason: "there is no host of that name"}, 0
	case errors.As(err, new(net.Error)) && isTimeout(err):
		return Result{State: Unconfirmed, Reason: "no answer in time"}, 0
	default:
		return Result{State: Unconfirmed, Reason: "no answer: " + err.Error()}, 0
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
