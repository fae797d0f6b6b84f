package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	for _, p := range os.Args[2:] {
		for range 2 {
			n, err := start(p)
			if err != nil {
				panic(err)
			}
			var took time.Duration
			var sent int
			err = n.drive(300000, os.Args[1] == "3", func(s int, t time.Duration) { sent, took = s, t })
			hwm := n.memory("VmHWM")
			if e := n.stop(); e != nil {
				fmt.Println(e)
			}
			cpu := n.cmd.ProcessState.UserTime() + n.cmd.ProcessState.SystemTime()
			fmt.Printf("%-20s %8.0f/s wall %6.3f us cpu each (%v user) %d KiB %v\n", p, float64(sent)/took.Seconds(), cpu.Seconds()*1e6/float64(sent), n.cmd.ProcessState.UserTime(), hwm, err)
		}
	}
}
