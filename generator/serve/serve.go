package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// Limits of a connection, in place of none.
const (
	headTime = 10 * time.Second
	idleTime = 2 * time.Minute
	stopTime = 3 * time.Second // how long requests may take to end at the end
)

// tries is how many ports are tried one after the other.
const tries = 20

// Listen opens a TCP port at address, an IP address or a name: port, or the
// next one that is free, among 20. Port 0 lets the system choose.
func Listen(ctx context.Context, address string, port int) (net.Listener, error) {
	var config net.ListenConfig
	for next := port; ; next++ {
		listener, err := config.Listen(ctx, "tcp", net.JoinHostPort(address, strconv.Itoa(next)))
		if err == nil {
			return listener, nil
		}
		if !isTaken(err) || port == 0 || next == 65535 {
			return nil, fmt.Errorf("listen on port %d: %w", next, err)
		}
		if next == port+tries-1 {
			return nil, fmt.Errorf("the ports from %d to %d are all taken", port, next)
		}
	}
}

// isTaken reports whether a port is in use. Windows has a number of its own for
// it, WSAEADDRINUSE, which package syscall does not name there.
func isTaken(err error) bool {
	const windows = 10048
	var number syscall.Errno
	return errors.As(err, &number) && (number == syscall.EADDRINUSE || number == windows)
}

// IsLoopback reports whether an address is reached from this machine alone.
func IsLoopback(address string) bool {
	if address == "localhost" {
		return true
	}
	ip := net.ParseIP(address)
	return ip != nil && ip.IsLoopback()
}

// Run answers requests until ctx ends, then lets those under way come to their
// end and closes the listener. It returns nil when it was ended by ctx.
func Run(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headTime, IdleTimeout: idleTime,
		// Requests that wait for news end with ctx.
		BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return server.Close() // a reader that does not go is cut off
	}
	return nil
}
