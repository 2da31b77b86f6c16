package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

const script = "../../docs/recount/recount.py"

// python counts a bundle with the script of another language. Where the tests
// decide about a change it must not be left out.
func python(t *testing.T, folder string) (status int, out string) {
	t.Helper()
	return runPython(t, script, folder)
}

// runPython runs a script and gives all that it said.
func runPython(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3 is missing; .ci/setup installs it")
		}
		t.Skip("skipped: no python3")
	}
	files, err := os.ReadDir(filepath.Dir(script))
	for i := 0; err == nil && i < len(files); i++ { // and so a changed script is a changed test, which no cache may answer
		_, err = os.Stat(filepath.Join(filepath.Dir(script), files[i].Name()))
	}
	if err != nil {
		t.Fatal(err)
	}
	free, err := interpreters()
	if err != nil {
		t.Fatal(err)
	}
	interpreter := <-free
	defer func() { free <- interpreter }()
	answer, err := interpreter.run(args)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Status, answer.Said
}

// forks is a Python that runs scripts, one after the other, each in a process of its own. It ends
// with the tests, as nothing comes in any more.
type forks struct {
	in  io.Writer
	out *bufio.Reader
}

// interpreters are those that run nothing: as many as there are cores, when none runs any.
var interpreters = sync.OnceValues(func() (chan *forks, error) {
	free := make(chan *forks, runtime.GOMAXPROCS(0))
	for range cap(free) {
		f, err := startForks()
		if err != nil {
			return nil, err
		}
		free <- f
	}
	return free, nil
})

func startForks() (*forks, error) {
	command := exec.Command("python3", "-B", "testdata/forks.py", filepath.Dir(script))
	command.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &forks{in, bufio.NewReader(out)}, command.Start()
}

type scriptSaid struct {
	Status int    `json:"status"`
	Said   string `json:"said"`
}

func (f *forks) run(args []string) (answer scriptSaid, err error) {
	line, err := json.Marshal(args)
	if err != nil {
		return answer, err
	}
	if _, err := f.in.Write(append(line, '\n')); err != nil {
		return answer, err
	}
	said, err := f.out.ReadBytes('\n')
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(said, &answer)
}
