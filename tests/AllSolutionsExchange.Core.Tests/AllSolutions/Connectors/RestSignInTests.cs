using System.Text;
using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>How an interface is told who asks.</summary>
public sealed class RestSignInTests : IAsyncLifetime
{
    private const string Client =
        """{ "type": "clientCredentials", "tokenUrl": "TOKEN", "clientId": "een:twee", "scope": "agenda", "secret": "s" }""";

    private readonly List<string> _tokens = [];
    private RestServerDouble _server = null!;
    private RestConnector? _connector;
    private int _given;

    public async Task InitializeAsync() => _server = await RestServerDouble.StartAsync();

    public async Task DisposeAsync()
    {
        _connector?.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("""{ "type": "header", "name": "X-Api-Key", "secret": "s" }""", "X-Api-Key", "geheim")]
    [InlineData("""{ "type": "bearer", "secret": "s" }""", "Authorization", "Bearer geheim")]
    [InlineData("""{ "type": "basic", "user": "jan", "secret": "s" }""", "Authorization", "Basic amFuOmdlaGVpbQ==")]
    [InlineData("""{ "type": "none" }""", "Authorization", "")]
    public async Task The_secret_goes_where_the_map_says(string signIn, string header, string value)
    {
        var seen = "";
        _server.Instead = async context =>
        {
            seen = context.Request.Headers[header].ToString();
            await context.Response.WriteAsync("""{ "regels": [], "aantal": 0 }""");
            return true;
        };
        await ListAsync(Open(signIn));
        Assert.Equal(value, seen);
    }

    [Fact]
    public async Task A_token_is_fetched_once_and_again_when_it_runs_out_or_is_refused()
    {
        _server.Instead = TokenAsync;
        var side = Open(Client);
        await ListAsync(side);
        await ListAsync(side);
        Assert.Equal(["token-1"], _tokens.Distinct());

        _server.Now += TimeSpan.FromMinutes(10);
        await ListAsync(side);
        Assert.Equal("token-2", _tokens[^1]);

        // Refused before it ran out: one more is fetched, and no third.
        _refused = "token-2";
        await ListAsync(side);
        Assert.Equal("token-3", _tokens[^1]);
        _refused = "token-";
        await Assert.ThrowsAsync<AccountRefusedException>(() => ListAsync(side));
        Assert.Equal(4, _given);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task A_client_that_gets_no_token_is_refused_and_its_secret_not_told(int status)
    {
        _server.Instead = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("""{ "error": "invalid_client", "secret": "geheim" }""");
            return true;
        };
        var refused = await Assert.ThrowsAsync<AccountRefusedException>(() => ListAsync(Open(Client)));
        Assert.DoesNotContain("geheim", refused.ToString(), StringComparison.Ordinal);
        Assert.Single(_server.Log);
    }

    private string? _refused;

    private async Task<bool> TokenAsync(HttpContext context)
    {
        if (context.Request.Path == "/token")
        {
            var form = await context.Request.ReadFormAsync();
            var account = Convert.ToBase64String(Encoding.UTF8.GetBytes("een%3Atwee:geheim"));
            Assert.Equal(
                ("client_credentials", "agenda", $"Basic {account}"),
                (form["grant_type"].ToString(), form["scope"].ToString(), context.Request.Headers.Authorization.ToString())
            );
            await context.Response.WriteAsync($$"""{ "access_token": "token-{{++_given}}", "token_type": "Bearer", "expires_in": 600 }""");
            return true;
        }

        var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        if (_refused is not null && token.StartsWith(_refused, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 401;
            return true;
        }

        _tokens.Add(token);
        await context.Response.WriteAsync("""{ "regels": [], "aantal": 0 }""");
        return true;
    }

    private ISyncSide Open(string signIn)
    {
        var token = new Uri(_server.Url, "/token").AbsoluteUri;
        _connector = _server.Connector(
            map => map["rest"]!["signIn"] = JsonNode.Parse(signIn.Replace("TOKEN", token, StringComparison.Ordinal)),
            secret: "geheim"
        );
        return _connector.Open(new SideRequest(new Collection("jdv", ItemKind.Appointment), "jdv@contoso.nl", "UTC"));
    }

    private static async Task ListAsync(ISyncSide side) => await side.ListAsync((await side.IdentifyAsync(default)).Folder, default);
}
