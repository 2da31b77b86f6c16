package studio

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/data"
)

// ControllersFile is where the controllers are kept, beside the keys: a copy of the data lets
// nobody press a key.
const ControllersFile = "controllers.json"

// maxControllers bounds how many there are at once.
const maxControllers = 32

var controllerName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,23}$`)

// Controller is a button box or a program that drives outputs by a token. Whoever made it answers
// for what it does.
type Controller struct {
	Name   string `json:"name"`
	By     string `json:"by"`
	At     int64  `json:"at"`     // Unix seconds
	Extend bool   `json:"extend"` // it may give a vote more time
	Hash   []byte `json:"hash"`   // SHA-256 of the token, which has 128 bits of chance and needs no slower one
}

// controllers are kept in one file. A token is shown once, when it is made.
type controllers struct {
	path string

	mu      sync.Mutex // guards what follows
	all     []Controller
	presses map[string]*presses // by name
}

// openControllers reads the file; there may be none yet.
func openControllers(path string) (*controllers, error) {
	c := &controllers{path: path, presses: make(map[string]*presses)}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &c.all)
	}
	if err != nil {
		return c, fmt.Errorf("read the controllers: %w", err)
	}
	return c, nil
}

// list gives all, in the order in which they were made.
func (c *controllers) list() []Controller {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.all)
}

// create makes a controller and gives its token.
func (c *controllers) create(made Controller) (token string, err error) {
	if !controllerName.MatchString(made.Name) {
		return "", web.Problem{Status: fiber.StatusBadRequest, Code: "controller-name"}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.ContainsFunc(c.all, func(other Controller) bool { return other.Name == made.Name }) {
		return "", web.Problem{Status: fiber.StatusConflict, Code: "controller-known", Detail: made.Name}
	}
	if len(c.all) >= maxControllers {
		return "", web.Problem{Status: fiber.StatusConflict, Code: "controller-many"}
	}
	var random [tokenBytes]byte
	_, _ = rand.Read(random[:]) // never fails on the systems Go supports
	token = strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random[:]))
	made.Hash = hashOf(token)
	return token, c.write(append(slices.Clone(c.all), made))
}

// revoke makes the token of a controller void.
func (c *controllers) revoke(name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(c.all), func(other Controller) bool { return other.Name == name })
	if len(left) == len(c.all) {
		return web.NotFound
	}
	delete(c.presses, name)
	return c.write(left)
}

func (c *controllers) write(all []Controller) error {
	text, err := json.MarshalIndent(all, "", " ")
	if err == nil {
		err = data.WriteFile(c.path, text)
	}
	if err != nil {
		return fmt.Errorf("write the controllers: %w", err)
	}
	c.all = all
	return nil
}

func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(strings.ToLower(token)))
	return sum[:]
}

// whose finds the controller of a token. What is compared are hashes, so the time it takes says
// nothing of a token.
func (c *controllers) whose(token string) (Controller, *presses, bool) {
	if token == "" {
		return Controller{}, nil, false
	}
	hash := hashOf(token)
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.IndexFunc(c.all, func(other Controller) bool { return string(other.Hash) == string(hash) })
	if at < 0 {
		return Controller{}, nil, false
	}
	found := c.all[at]
	if c.presses[found.Name] == nil {
		c.presses[found.Name] = newPresses()
	}
	return found, c.presses[found.Name], true
}

// GetControllers shows the controllers, and lists them to a program that asks for data.
func (s *Studio) GetControllers(c *fiber.Ctx, who Person) error {
	if web.WantsData(c) {
		return c.JSON(fiber.Map{"controllers": s.listed()})
	}
	return s.controllersPage(c, who, "", "")
}

// listedController is one without its hash.
type listedController struct {
	Name   string `json:"name"`
	By     string `json:"by"`
	At     int64  `json:"at"`
	Extend bool   `json:"extend"`
}

func (s *Studio) listed() []listedController {
	all := []listedController{}
	for _, c := range s.ctl.tokens.list() {
		all = append(all, listedController{c.Name, c.By, c.At, c.Extend})
	}
	return all
}

// PostControllers makes a controller, whose token is in the answer and nowhere else, or revokes one.
func (s *Studio) PostControllers(c *fiber.Ctx, who Person) error {
	var asked struct {
		Act    string `json:"act"`
		Name   string `json:"name"`
		Extend bool   `json:"extend"`
		Macros string `json:"macros"`
	}
	script := c.Is("json")
	if script && json.Unmarshal(c.Body(), &asked) != nil {
		return web.BadRequest
	}
	if !script {
		asked.Act, asked.Name, asked.Extend, asked.Macros = web.Field(c, "act"), web.Field(c, "name"), web.Field(c, "extend") != "", web.Field(c, "macros")
	}
	var token string
	var err error
	switch asked.Act {
	case "create":
		token, err = s.ctl.tokens.create(Controller{Name: asked.Name, By: who.Name, At: s.cfg.Now().Truncate(time.Second).Unix(), Extend: asked.Extend})
	case "revoke":
		err = s.ctl.tokens.revoke(asked.Name)
	case "macros":
		err = s.ctl.macros.set(asked.Macros)
	default:
		err = web.BadRequest
	}
	if web.WantsPage(c) {
		return s.controllersAnswer(c, who, asked.Name, token, err)
	}
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"name": asked.Name, "token": token})
}
