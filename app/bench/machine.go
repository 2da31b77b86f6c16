//go:build linux

package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"
)

// describeMachine writes what the figures depend on besides the program, and
// returns how many files a process may have open.
func describeMachine(r *report, dir string) (files uint64, err error) {
	if files, err = raiseFileLimit(); err != nil {
		return 0, err
	}
	r.line("machine", "n", runtime.NumCPU(), "processor", field("/proc/cpuinfo", "model name"),
		"memory", memory(), "kernel", firstLine("/proc/sys/kernel/osrelease"), "go", runtime.Version())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
				r.line("built", "key", s.Key, "value", s.Value)
			}
		}
	}
	p50, p99, err := syncLatency(dir)
	if err != nil {
		return 0, err
	}
	r.line("disk", "where", fileSystem(dir), "half", fmt.Sprintf("%.2f", p50), "most", fmt.Sprintf("%.2f", p99))
	r.line("files", "n", files)
	r.line("before", "load", loadAverage())
	return files, nil
}

func loadAverage() string {
	fields := strings.Fields(firstLine("/proc/loadavg"))
	return strings.Join(fields[:min(3, len(fields))], " ")
}

func firstLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}

// field finds "name : value" in a file of /proc.
func field(path, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if key, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func memory() string {
	var kb int
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal"), "%d kB", &kb); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%d GB", (kb+1<<19)>>20)
}

// fileSystem names the device and the file system that a folder is on. A folder
// in memory would make every write durable for nothing.
func fileSystem(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "unknown"
	}
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return "unknown"
	}
	best, longest := "unknown", -1
	for line := range strings.Lines(string(mounts)) {
		f := strings.Fields(line)
		if len(f) > 2 && (dir == f[1] || strings.HasPrefix(dir, strings.TrimRight(f[1], "/")+"/")) && len(f[1]) > longest {
			best, longest = f[0]+" ("+f[2]+")", len(f[1])
		}
	}
	return best
}

// syncLatency measures in milliseconds what it costs to bring 4 KB to disk.
func syncLatency(dir string) (p50, p99 float64, err error) {
	f, err := os.Create(filepath.Join(dir, "sync"))
	if err != nil {
		return 0, 0, fmt.Errorf("measure disk: %w", err)
	}
	defer f.Close()
	var took []float64
	block := make([]byte, 4096)
	for i := range 200 {
		began := time.Now()
		if _, err := f.WriteAt(block, int64(i%50)*int64(len(block))); err != nil {
			return 0, 0, fmt.Errorf("measure disk: %w", err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			return 0, 0, fmt.Errorf("measure disk: %w", err)
		}
		took = append(took, time.Since(began).Seconds()*1000)
	}
	slices.Sort(took)
	return quantile(took, 0.5), quantile(took, 0.99), nil
}

// raiseFileLimit allows as many open files as the system lets this process
// have, and returns how many that is.
func raiseFileLimit() (uint64, error) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0, fmt.Errorf("read limit of open files: %w", err)
	}
	const wanted = 65_536
	more := syscall.Rlimit{Cur: max(limit.Max, wanted), Max: max(limit.Max, wanted)}
	if syscall.Setrlimit(syscall.RLIMIT_NOFILE, &more) == nil {
		return more.Cur, nil
	}
	limit.Cur = limit.Max // without privileges up to the hard limit
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0, fmt.Errorf("raise limit of open files: %w", err)
	}
	return limit.Cur, nil
}
