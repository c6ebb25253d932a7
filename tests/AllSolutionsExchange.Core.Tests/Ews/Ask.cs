using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>The simplest thing to ask a server.</summary>
internal static class Ask
{
    public static EwsOperation<EwsFolder> Calendar { get; } = new GetFolderOperation([EwsFolderId.Calendar]);

    public static async Task<TException> FailAsync<TException>(EwsConnectionOptions options)
        where TException : EwsException
    {
        using var connection = new EwsConnection(options);
        return await Assert.ThrowsAsync<TException>(() => connection.OpenMailbox("user@contoso.com").SendAsync(Calendar, default));
    }
}
