using AllSolutionsExchange.Demo;

// A simulated Exchange over TLS, the real PowerShell engine, the module as it was built, and the scripts as an admin would run them.
System.Console.WriteLine(
    """
    Two scripts as an admin runs them, each command with what it prints, in the real PowerShell engine. Exchange is simulated, on this
    computer and over TLS. Nothing is left behind.
      1. samples/set-up.ps1: find Exchange, let the service account act for one group, and prove it. After it, for this demo alone: the
         proxy is taken out again, and eight servers show what it looks like if something else stands in front of EWS
      2. samples/first-sync.ps1: register two users and keep their agendas the same
    What was checked is at the end of each.

    """
);
var exitCode = await SetUpDemo.RunAsync();
return exitCode != 0 ? exitCode : await FirstSyncDemo.RunAsync();
