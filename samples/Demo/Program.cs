using AllSolutionsExchange.Demo.Console;

if (args.Length == 0)
{
    System.Console.Error.WriteLine("Usage: dotnet run --project samples/Demo -- SCRIPT.ps1 [-Name value | -Switch] ...");
    return 2;
}

using var runner = new ScriptRunner();
runner.ImportModule(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "AllSolutionsExchange", "AllSolutionsExchange.psd1"));
return runner.Run(args[0], CommandLine.Parameters(args.AsSpan(1)));
