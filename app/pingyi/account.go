package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"pingyi/app"
	"pingyi/app/desk"
)

const accountArgs = "[-dir FOLDER] NAME organizer|scrutineer|director"

// addAccount adds a person of the desk. The password is typed, or read as one
// line from a pipe; it is never an argument, which other users could see.
func addAccount(_ context.Context, args []string, c console) error {
	flags := flagSet("account", accountArgs, c)
	dir := flags.String("dir", app.DefaultConfig().Dir, "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 2 {
		flags.Usage()
		return fmt.Errorf("want a name and a role, got %d arguments", flags.NArg())
	}
	if err := os.MkdirAll(*dir, 0o700); err != nil {
		return err
	}
	accounts, err := desk.OpenAccounts(*dir)
	if err != nil {
		return err
	}
	password, err := readPassword(c)
	if err != nil {
		return err
	}
	if err := accounts.Add(flags.Arg(0), desk.Role(flags.Arg(1)), password); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s may log in as %s; a running server knows it at once\n", flags.Arg(0), flags.Arg(1))
	return nil
}

func readPassword(c console) (string, error) {
	if file, ok := c.in.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		fmt.Fprint(c.err, "password (12 characters or more): ")
		typed, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(c.err)
		return string(typed), err
	}
	line, err := bufio.NewReader(io.LimitReader(c.in, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("read password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
