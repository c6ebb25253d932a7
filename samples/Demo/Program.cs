using AllSolutionsExchange.Demo;

// A simulated Exchange over TLS, the real PowerShell engine, the module as it was built, and the scripts as an admin would run them.
var exitCode = await SetUpDemo.RunAsync();
return exitCode != 0 ? exitCode : await FirstSyncDemo.RunAsync();
