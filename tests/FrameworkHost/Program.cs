using FrameworkHost;

// usage: FrameworkHost MODULE OTHERMODULE [SERVER]
//   MODULE       the folder of the built module
//   OTHERMODULE  the folder of OtherModule.dll
//   SERVER       a file with the line that the simulated Exchange printed, started with --items 3; without it nothing is synchronised
var checks = new Checks();
var module = new LoadedModule(args[0]);
var otherModule = Path.GetFullPath(args[1]);
await OtherModuleChecks.RunBeforeCoreAsync(checks, otherModule);
await LoadChecks.RunAsync(checks, module);
await OtherModuleChecks.RunAsync(checks, module, otherModule);
await ResolverChecks.RunAsync(checks, module, otherModule);
if (args.Length > 2)
{
    await SyncChecks.RunAsync(checks, SimulatorLine.Read(args[2]));
}

Console.WriteLine($"FrameworkHost: {checks.Passed} passed, {checks.Failed} failed, 0 skipped");
return checks.Failed == 0 ? 0 : 1;
