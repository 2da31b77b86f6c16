package app

import "net"

// reachable is the address under which others find a server: for one that
// listens on all addresses of this machine, one that a phone of the network can open.
func reachable(listens string) string {
	port, all := portOfAll(listens)
	if !all {
		return "http://" + listens
	}
	addresses, _ := net.InterfaceAddrs() // without one only the machine itself is left
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil && network.IP.IsGlobalUnicast() {
			return "http://" + net.JoinHostPort(network.IP.String(), port)
		}
	}
	return Here(listens)
}

// Here is the address of a server for this machine itself.
func Here(listens string) string {
	if port, all := portOfAll(listens); all {
		return "http://" + net.JoinHostPort("127.0.0.1", port)
	}
	return "http://" + listens
}

// portOfAll is the port of a server that listens on all addresses.
func portOfAll(listens string) (port string, all bool) {
	host, port, err := net.SplitHostPort(listens)
	return port, err == nil && (host == "" || net.ParseIP(host).IsUnspecified())
}
