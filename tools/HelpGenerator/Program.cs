using AllSolutionsExchange.HelpGenerator;

// Called by the build of the module: what the cmdlets' XML comments say becomes the help that Get-Help shows.
if (args is not [var assembly, var output, var topic, var references, .. var comments] || comments.Length == 0)
{
    Console.Error.WriteLine(
        "usage: HelpGenerator <assembly> <help> <topic of errors> <file with the paths of its references> <XML comments> ..."
    );
    return 2;
}

using var cmdlets = CmdletAssembly.Open(assembly, File.ReadAllLines(references));
var texts = new XmlComments(comments);
var help = new MamlWriter(texts, new RelatedCommands(texts, cmdlets.Cmdlets)).Write(cmdlets.Cmdlets);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
help.Save(output);
File.WriteAllText(topic, new ErrorTopic(texts).Write());
return 0;
