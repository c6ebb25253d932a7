using System.Text;
using System.Text.Json.Nodes;
using AllSolutionsExchange.Tests.AllSolutions.Connectors;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The connector is stored with its secret, shown without it, and refused with what to write instead.</summary>
public sealed class ConnectorTests
{
    [Fact]
    public async Task WhatWasSetIsShownAndRemoved()
    {
        await using var session = await ConnectorSession.StartAsync();
        Assert.Equal("Register", Type(session, "Get-AsConnector"));
        Assert.Equal("Rest", Type(session, ConnectorSession.Set + " -PassThru"));
        var shown = Assert.Single(session.Coupled.Succeed("Get-AsConnector"));
        Assert.Equal(
            [session.Server.Url, "Basic", "koppeling", "Appointment; Task", "W. Europe Standard Time"],
            new[] { "Url", "SignIn", "UserName", "Kinds", "TimeZone" }.Select(name =>
                shown.Properties[name].Value is Uri url ? (object)url : shown.Properties[name].Value.ToString()
            )
        );
        Assert.Equal(File.ReadAllText(session.MapPath), shown.Properties["Map"].Value);
        Assert.Equal("Register", Type(session, "Remove-AsConnector -Confirm:$false -PassThru"));
        Assert.Equal("Register", Type(session, "Get-AsConnector"));
        session.Coupled.Succeed(ConnectorSession.Set);
        Assert.Equal("Register", Type(session, "Set-AsConnector -Register -PassThru"));
    }

    [Theory]
    [InlineData(ConnectorSession.Set + " -WhatIf", false)]
    [InlineData("Set-AsConnector -Secret $Koppeling.Password -WhatIf", true)]
    [InlineData("Set-AsConnector -Register -WhatIf", true)]
    [InlineData("Remove-AsConnector -WhatIf", true)]
    [InlineData("Get-AsConnector", true)]
    public async Task NothingIsWrittenWhereNothingIsMeant(string script, bool isSet)
    {
        await using var session = isSet ? await ConnectorSession.ConnectedAsync() : await ConnectorSession.StartAsync();
        var files = session.Coupled.Files();
        session.Coupled.Succeed(script);
        Assert.Equal(files, session.Coupled.Files());
    }

    [Fact]
    public async Task TheSecretIsNowhere()
    {
        await using var session = await ConnectorSession.ConnectedAsync();
        session.Server.Instead = context =>
        {
            context.Response.StatusCode = 401;
            return Task.FromResult(true);
        };
        var run = session.Coupled.Run("Invoke-AsExchangeSync JAN -Verbose");
        var shown = session.Coupled.Run("Get-AsConnector | Format-List * | Out-String; Get-AsConnector | ConvertTo-Json -Depth 5");
        var said = string.Join('\n', run.Output.Concat(shown.Output).Concat<object>(run.Errors.SelectMany(Texts)).Concat(run.Verbose));
        string[] forms =
        [
            RestServerDouble.Secret,
            Convert.ToBase64String(Encoding.UTF8.GetBytes("koppeling:" + RestServerDouble.Secret)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(RestServerDouble.Secret)),
        ];
        Assert.NotEmpty(session.Server.Log);
        Assert.All(forms, form => Assert.DoesNotContain(form, said, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(session.Coupled.Folder, "store.db*"))
        {
            var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(
                forms.SelectMany(form => new[] { Encoding.UTF8, Encoding.Unicode }.Select(encoding => encoding.GetBytes(form))),
                form => Assert.DoesNotContain(Encoding.Latin1.GetString(form), bytes, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task EachFaultOfAMapIsNamedWithItsLine()
    {
        await using var session = await ConnectorSession.StartAsync();
        session.WriteMap(map =>
        {
            map["rest"]!["url"] = "http://erp.contoso.nl/";
            map["kinds"]!["Appointment"]!["fields"]!["Subjcet"] = new JsonObject { ["name"] = "x" };
        });
        var error = session.Coupled.Fail(ConnectorSession.Set);
        Assert.StartsWith("ConnectorMapRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Matches(@"line \d+, column \d+, \$\.rest\.url: .*https", error.ErrorDetails.Message);
        Assert.Contains("Write 'Subject'.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("Register", Type(session, "Get-AsConnector"));
    }

    /// <summary>A secret goes on to the server and the account that it was given for, and to no other.</summary>
    [Theory]
    [InlineData("Set-AsConnector -Path $Map", null, "which was not given")]
    [InlineData("Set-AsConnector -Path $Map -Credential $Credential", null, "signs in as 'koppeling'")]
    [InlineData("Set-AsConnector -Path $Map -Secret ([securestring]::new())", null, "which was not given")]
    [InlineData("Set-AsConnector -Path $Map", "host", "another server")]
    [InlineData("Set-AsConnector -Path $Map", "user", "another account")]
    [InlineData("Set-AsConnector -Path $Map", "scheme", "another account")]
    [InlineData("Set-AsConnector -Path $Map -Secret $Koppeling.Password", "none", "names no secret")]
    [InlineData("Set-AsConnector -Path $Map -Credential $Koppeling", "scheme", "names no user")]
    public async Task ASecretThatDoesNotFitIsRefused(string script, string? change, string expected)
    {
        await using var session = change is null ? await ConnectorSession.StartAsync() : await ConnectorSession.ConnectedAsync();
        session.WriteMap(map =>
        {
            var signIn = map["rest"]!["signIn"]!;
            _ = change switch
            {
                "host" => map["rest"]!["url"] = "https://elsewhere.contoso.nl/",
                "user" => signIn["user"] = "other",
                "scheme" => map["rest"]!["signIn"] = new JsonObject { ["type"] = "bearer", ["secret"] = "erp" },
                "none" => map["rest"]!["signIn"] = new JsonObject { ["type"] = "none" },
                _ => (JsonNode?)null,
            };
        });
        var files = session.Coupled.Files();
        var error = session.Coupled.Fail(script);
        Assert.StartsWith("ConnectorSecretRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(expected, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(files, session.Coupled.Files());
    }

    [Theory]
    [InlineData("Set-AsConnector", "ConnectorMapMissing")]
    [InlineData("Set-AsConnector -Secret $Koppeling.Password", "ConnectorMapMissing")]
    [InlineData("Set-AsConnector -Path nowhere.json", "FileAccessFailed")]
    [InlineData(ConnectorSession.Set + " -Secret $Koppeling.Password", "InvalidArgument")]
    public async Task WhatIsMissingIsNamed(string script, string expected)
    {
        await using var session = await ConnectorSession.StartAsync();
        var error = session.Coupled.Fail(script);
        Assert.StartsWith(expected + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>The same map needs no secret again; a secret that expires needs no map.</summary>
    [Fact]
    public async Task MapAndSecretAreSetApart()
    {
        await using var session = await ConnectorSession.ConnectedAsync();
        session.WriteMap(map => map["description"] = "another text");
        session.Coupled.Succeed("Set-AsConnector -Path $Map");
        session.Coupled.Succeed("Set-AsConnector -Credential $Koppeling");
        Assert.Single(session.Coupled.Run("Set-AsConnector -Path $Map").Warnings);
        session.Enter("JAN", "From AllSolutions", 9);
        session.Coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        Assert.Equal(["From AllSolutions"], session.Coupled.Calendar(Coupled.Jan));
    }

    [Theory]
    [InlineData("Get-AsAppointment")]
    [InlineData("Get-AsTask JAN")]
    [InlineData("New-AsAppointment JAN Subject -Start 2026-03-01 -End 2026-03-02")]
    [InlineData("New-AsTask JAN Subject")]
    [InlineData("Set-AsAppointment 1 -Subject other")]
    [InlineData("Set-AsTask 1 -Subject other")]
    [InlineData("Remove-AsAppointment 1 -Confirm:$false")]
    [InlineData("Remove-AsTask 1 -Confirm:$false")]
    public async Task TheRegisterIsNotTakenForAllSolutions(string script)
    {
        await using var session = await ConnectorSession.StartAsync("Appointment, Task");
        session.Coupled.Succeed("New-AsAppointment JAN Subject -Start 2026-03-01 -End 2026-03-02; New-AsTask JAN Subject");
        session.Coupled.Succeed(ConnectorSession.Set);
        var files = session.Coupled.Files();
        var error = session.Coupled.Fail(script);
        Assert.StartsWith("RegisterNotInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Set-AsConnector -Register", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(files, session.Coupled.Files());
    }

    private static string Type(ConnectorSession session, string script) =>
        (string)Assert.Single(session.Coupled.Succeed(script)).Properties["Type"].Value;

    private static IEnumerable<string> Texts(System.Management.Automation.ErrorRecord error) =>
        [error.Exception.ToString(), error.ErrorDetails.Message, error.ErrorDetails.RecommendedAction];
}
