using System.Globalization;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>The folder is empty, so that the test message can be taken for no other.</summary>
internal sealed class FolderStep(MailboxContext context) : EndpointStep
{
    public const string StepName = "Folder";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [ImpersonationStep.StepName];

    public override Task<Finding> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Find(context.Folder!.TotalCount));

    private Finding Find(int? count)
    {
        var folder = context.Options.Folder;
        if (count == 0)
        {
            return Finding.Passed($"The folder {folder} is empty.");
        }

        var holds = count is { } items
            ? $"The folder {folder} holds {items.ToString(CultureInfo.InvariantCulture)} items"
            : $"Exchange did not say how many items the folder {folder} holds";
        return context.Options.AllowItemsInFolder
            ? Finding.Passed($"{holds}; -Force lets the test go on.")
            : Finding.Failed(
                $"{holds}. The test makes a message in an empty folder only.",
                "Empty the folder (an Outbox holds what is not sent yet), or name another: -Folder. To test all the same: -Force. "
                    + "Nothing but the test message is touched."
            );
    }
}
