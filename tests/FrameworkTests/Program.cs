using System.Reflection;
using AllSolutionsExchange.FrameworkTests;

// Runs the tests of this assembly, one after the other, and ends with their counts. With an argument only those whose name contains it.
using var run = new TestRun(Assembly.GetExecutingAssembly(), args.FirstOrDefault() ?? "");
run.Start();
Console.WriteLine($"FrameworkTests: {run.Passed} passed, {run.Failed} failed, {run.Skipped} skipped");
return run.Failed == 0 && run.Passed > 0 ? 0 : 1;
