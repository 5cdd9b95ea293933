package cli

import (
	"os/exec"
	"runtime"
)

// openBrowser asks the system to show an address. It does not wait for the
// browser, which may run for days.
func openBrowser(address string) error {
	name, args := opener(runtime.GOOS, address)
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // so that it does not stay as a zombie
	return nil
}

// opener returns the program by which a system opens an address.
func opener(system, address string) (name string, args []string) {
	switch system {
	case "darwin":
		return "open", []string{address}
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", address}
	default:
		return "xdg-open", []string{address}
	}
}
