using KilledProcess;

// What a test does in a process of its own, in order to kill it.
return args[0] switch
{
    "sync" => await SyncRun.RunAsync(args[1]),
    "proxy" => await ProxyRun.RunAsync(args[1..]),
    _ => throw new ArgumentException($"There is no '{args[0]}'."),
};
