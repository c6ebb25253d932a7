using System.Management.Automation;
using ExchangeSimulator;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>Test- and Find-AsExchangeEndpoint in the real engine.</summary>
public sealed class EndpointTests
{
    private const string Test = "Test-AsExchangeEndpoint -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint";

    // Far beyond what any of these takes: a hang becomes a failure.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TheEndpointIsTestedByWhatIsStoredAndSettingTheParametersMakesNoItems()
    {
        await using var coupled = await Coupled.RegisteredAsync(scope: [Coupled.Jan]);
        Assert.Equal(0, coupled.Exchange.Requests.ChangingCount);
        Assert.Equal(
            [false, true],
            coupled.Succeed($"'{Coupled.Jan}', '{Coupled.Piet}' | Test-AsExchangeEndpoint -Quiet").Select(each => each.BaseObject).Order()
        );
        Assert.Equal(
            true,
            Assert.Single(coupled.Succeed("Test-AsExchangeEndpoint $Url -CertificateThumbprint $Thumbprint -Quiet")).BaseObject
        );
        Assert.Equal([Coupled.Jan, Coupled.Kees, Coupled.Piet], Mailboxes(coupled.Succeed("Get-AsUserMailbox | Test-AsExchangeEndpoint")));
        NothingLeft(coupled);
    }

    /// <summary>The simulated Exchange is on this computer, at private addresses only: that is true of every mailbox, and said
    /// once.</summary>
    [Fact]
    public async Task WhatWarnsOfTheEndpointIsSaidOnceAndNotOfEachMailbox()
    {
        await using var coupled = await Coupled.RegisteredAsync(scope: [Coupled.Jan]);
        var result = coupled.Run($"Test-AsExchangeEndpoint -Mailbox {Coupled.Jan}, {Coupled.Piet}");
        Assert.Single(result.Warnings, warning => warning.Contains("private addresses only", StringComparison.Ordinal));
        Assert.Equal(result.Warnings.Count, result.Warnings.Distinct().Count());
        string[] findings = [.. result.Output.Select(each => each.Properties["Finding"].Value.ToString()!)];
        Assert.StartsWith("Exchange Server ", findings[0], StringComparison.Ordinal);
        Assert.StartsWith("Impersonation: ", findings[1], StringComparison.Ordinal);

        Assert.Empty(coupled.Run($"Test-AsExchangeEndpoint -Mailbox {Coupled.Jan} -Quiet").Warnings);
        var endpoint = coupled.Run("Test-AsExchangeEndpoint");
        Assert.Empty(endpoint.Warnings);
        Assert.StartsWith("Dns: ", Assert.Single(endpoint.Output).Properties["Finding"].Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AThousandMailboxesStreamWithOneSignInAndShowHowFarTheyAre()
    {
        await using var coupled = await Coupled.StartAsync(
            new SimulatorOptions { Mailboxes = [.. Enumerable.Range(1, 1000).Select(n => $"user{n}@contoso.test")] }
        );
        using var shell = coupled.Session.Shell(
            $"$fed = 0; $first = $null; 1..1000 | ForEach-Object {{ $fed++; \"user$_@contoso.test\" }} | {Test} | ForEach-Object {{ "
                + $"if (-not $first) {{ $first = $fed }}; $_ }}; $first"
        );
        var output = shell.Invoke();
        Assert.InRange((int)output[^1].BaseObject, 1, 30);
        Assert.Equal(1000, Mailboxes(output.SkipLast(1)).Distinct().Count());
        Assert.All(output.SkipLast(1), result => Assert.Equal(true, result.Properties["Succeeded"].Value));
        Assert.Equal(1, coupled.Exchange.Requests.CountWhere(request => request.HadAuthorization && request.Mailbox.Length == 0));
        Assert.All(coupled.Exchange.Mailboxes, mailbox => Assert.Empty(mailbox.Items("Outbox")));

        var shown = shell.Streams.Progress.Select(progress => progress.StatusDescription).ToList();
        Assert.Contains("SignIn: Passed", shown);
        Assert.Contains(shown, text => text.StartsWith("1000 tested, 0 failed", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress[^1].RecordType);
    }

    [Fact]
    public async Task AWrongPasswordIsTriedOnceForAllMailboxesAndAllEndpoints()
    {
        await using var coupled = await Coupled.StartAsync();
        var results = coupled.Succeed(
            $"1..40 | ForEach-Object {{ \"user$_@contoso.test\" }} | "
                + $"{Test.Replace("$Credential", "$WrongCredential", StringComparison.Ordinal)}"
        );
        Assert.Equal(40, results.Count);
        Assert.All(results, result => Assert.Equal(false, result.Properties["Succeeded"].Value));
        Assert.Equal(1, SignIns(coupled));

        SetDirectories(
            coupled,
            isDeserialized: false,
            new VirtualDirectory(coupled.Exchange.Url, null),
            new VirtualDirectory(new UriBuilder(coupled.Exchange.Url) { Host = "127.0.0.1" }.Uri, null)
        );
        results = coupled.Succeed(
            $"$Directories | Test-AsExchangeEndpoint -Credential $WrongCredential -CertificateThumbprint $Thumbprint -Mailbox {Coupled.Jan}"
        );
        Assert.Equal(2, results.Count);
        Assert.Equal(2, SignIns(coupled));
    }

    [Fact]
    public async Task MailboxesThatMustBeOutOfReachHaveAResultOfTheirOwn()
    {
        await using var coupled = await Coupled.StartAsync(scope: [Coupled.Jan]);
        var results = coupled
            .Succeed($"'{Coupled.Jan}' | {Test} -NotAllowed {Coupled.Piet}, {Coupled.Jan}, nobody@contoso.test")
            .Select(result => $"{result.Properties["Mailbox"].Value} {Last(result)} {result.Properties["Succeeded"].Value}");
        Assert.Equal(
            [
                $"{Coupled.Jan} Delete True",
                $"{Coupled.Piet} NotAllowed True",
                $"{Coupled.Jan} NotAllowed False",
                "nobody@contoso.test NotAllowed False",
            ],
            results
        );

        Assert.Equal([true], coupled.Succeed($"{Test} -NotAllowed {Coupled.Piet} -Quiet").Select(each => each.BaseObject));
        Assert.Equal(
            [Coupled.Piet],
            Mailboxes(coupled.Succeed($"'x' | Where-Object {{ $_ -eq 'y' }} | {Test} -NotAllowed {Coupled.Piet}"))
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task VirtualDirectoriesGiveTheAddressAndNothingElse(bool isDeserialized)
    {
        await using var coupled = await Coupled.StartAsync();
        var url = coupled.Exchange.Url;
        SetDirectories(
            coupled,
            isDeserialized,
            new VirtualDirectory(url, new Uri("https://internal.invalid")),
            new VirtualDirectory(null, url),
            new VirtualDirectory(null, new UriBuilder(url) { Host = "127.0.0.1" }.Uri)
        );
        var results = coupled.Succeed("$Directories | Test-AsExchangeEndpoint -Credential $Credential -CertificateThumbprint $Thumbprint");
        Assert.Equal(
            [url.AbsoluteUri, url.AbsoluteUri.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)],
            results.Select(result => result.Properties["Url"].Value)
        );
        Assert.Equal(0, coupled.Exchange.Requests.ChangingCount);

        // With mailboxes: those, at each address.
        results = coupled.Succeed(
            "$Directories | Test-AsExchangeEndpoint -Credential $Credential -CertificateThumbprint $Thumbprint -Mailbox "
                + $"{Coupled.Jan}, {Coupled.Piet}"
        );
        Assert.Equal([Coupled.Jan, Coupled.Jan, Coupled.Piet, Coupled.Piet], Mailboxes(results));
        NothingLeft(coupled);
    }

    [Fact]
    public async Task AVirtualDirectoryWithoutAddressAndOneBesidesAUrlAreErrors()
    {
        await using var coupled = await Coupled.StartAsync();
        SetDirectories(coupled, isDeserialized: false, new VirtualDirectory(null, null));
        var none = coupled.Run("$Directories | Test-AsExchangeEndpoint -Credential $Credential");
        Assert.Contains(
            "neither an ExternalUrl nor an InternalUrl",
            Assert.Single(none.Errors).Exception.Message,
            StringComparison.Ordinal
        );

        SetDirectories(coupled, isDeserialized: false, new VirtualDirectory(coupled.Exchange.Url, null));
        var both = coupled.Run($"$Directories | {Test}");
        Assert.Single(both.Errors);
        Assert.Empty(both.Output);
        Assert.Equal(0, coupled.Exchange.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MailboxesBindByTheirAddress(bool isDeserialized)
    {
        await using var coupled = await Coupled.StartAsync();
        object mailbox = new RegistrationTests.Mailbox();
        coupled.Session.Set("Mailbox", isDeserialized ? PSSerializer.Deserialize(PSSerializer.Serialize(mailbox)) : mailbox);
        Assert.Equal([Coupled.Jan], Mailboxes(coupled.Succeed($"$Mailbox | {Test}")));
        Assert.Equal(
            [Coupled.Jan],
            Mailboxes(
                coupled.Succeed(
                    $"$Mailbox | Find-AsExchangeEndpoint -Server localhost:{coupled.Exchange.Url.Port} -CertificateThumbprint $Thumbprint"
                )
            )
        );
        var result = coupled.Run($"[pscustomobject]@{{ Name = 'no mailbox' }} | {Test}");
        Assert.Contains("does not name a mailbox", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoppedTestLeavesNoMessageBehind()
    {
        await using var coupled = await Coupled.StartAsync();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        coupled.Exchange.Faults.Interceptor = request =>
        {
            if (request.Operation != "GetItem")
            {
                return null;
            }

            reading.TrySetResult();
            return FaultAction.Slow(Timeout.InfiniteTimeSpan);
        };
        using var shell = coupled.Session.Shell($"'{Coupled.Jan}', '{Coupled.Piet}', '{Coupled.Kees}' | {Test}");
        var running = shell.BeginInvoke();
        await reading.Task.WaitAsync(Patience);
        coupled.Exchange.Faults.Interceptor = null;
        await Task.Run(shell.Stop).WaitAsync(Patience);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.InRange(coupled.Exchange.Requests.CountOf("DeleteItem"), 1, 3);
        NothingLeft(coupled);
    }

    [Fact]
    public async Task APipelineThatEndsEarlyLeavesNoMessageBehind()
    {
        await using var coupled = await Coupled.StartAsync(
            new SimulatorOptions { Mailboxes = [.. Enumerable.Range(1, 40).Select(n => $"user{n}@contoso.test")] }
        );
        var result = coupled.Run(
            $"foreach ($once in 1) {{ 1..40 | ForEach-Object {{ \"user$_@contoso.test\" }} | {Test} | ForEach-Object {{ $_; break }} }}"
        );
        Assert.Single(result.Output);
        Assert.InRange(coupled.Exchange.Requests.CountOf("CreateItem"), 1, 39);
        Assert.All(coupled.Exchange.Mailboxes, mailbox => Assert.Empty(mailbox.Items("Outbox")));
    }

    [Fact]
    public async Task TheHostOfAnSrvRecordIsAskedByTheSessionsResolveDnsName()
    {
        await using var coupled = await Coupled.StartAsync(
            new SimulatorOptions { Mailboxes = ["jan@localhost"], Version = ExchangeVersion.Exchange2013 }
        );
        coupled.Session.Set("Port", coupled.Exchange.Url.Port);
        coupled.Succeed(
            """
            function global:Resolve-DnsName {
                [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [string] $Type)
                if ($Name -ne '_autodiscover._tcp.localhost' -or $Type -ne 'SRV') { throw "Unexpected: $Name $Type" }
                [pscustomobject]@{ Name = $Name; NameTarget = 'closed.invalid.'; Port = 443; Priority = 20; Weight = 0 }
                [pscustomobject]@{ Name = $Name; NameTarget = 'localhost.'; Port = $Port; Priority = 10; Weight = 0 }
                [pscustomobject]@{ Name = 'localhost'; IPAddress = '127.0.0.1' }
            }
            """
        );
        var found = Assert.Single(
            coupled.Succeed(
                "Find-AsExchangeEndpoint jan@localhost -Credential $Credential -CertificateThumbprint $Thumbprint -TrustedHost "
                    + "localhost:$Port -Timeout 20"
            )
        );
        Assert.Equal(coupled.Exchange.Url, found.Properties["Url"].Value);
    }

    private const string ActiveDirectory = """
        function global:Get-ADRootDSE {
            [CmdletBinding()] param([string] $Server)
            if ($global:AdFailure) { throw $global:AdFailure }
            $global:AdReads++
            [pscustomobject]@{ configurationNamingContext = 'CN=Configuration,DC=contoso,DC=test' }
        }
        function global:Get-ItemPropertyValue { [CmdletBinding()] param([Parameter(Mandatory)] [string[]] $Path, [Parameter(Mandatory)] [string[]] $Name) 'Amsterdam' }
        function global:Get-ADObject {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $LDAPFilter, [string[]] $Properties, [string] $SearchBase, [string] $Server)
            if ($SearchBase -ne 'CN=Configuration,DC=contoso,DC=test' -or "$Properties" -ne 'keywords serviceBindingInformation' -or $LDAPFilter -notmatch '67661d7F.*77378F46') { throw "Unexpected: $LDAPFilter $Properties $SearchBase" }
            if ($Server) { return [pscustomobject]@{ keywords = [string[]]('77378F46-2C66-4aa9-A6A6-3E7A48B19596', 'Site=Amsterdam'); serviceBindingInformation = [string[]]"https://localhost:$Port/autodiscover/autodiscover.xml" } }
            [pscustomobject]@{ keywords = '77378F46-2C66-4aa9-A6A6-3E7A48B19596'; serviceBindingInformation = 'https://closed.invalid/autodiscover/autodiscover.xml' }
            [pscustomobject]@{ keywords = [string[]]('67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68', 'Domain=other.test'); serviceBindingInformation = 'LDAP://dc.other.test' }
        }
        """;

    [Fact]
    public async Task AServiceConnectionPointIsFoundByTheSessionsCommandsOfActiveDirectory()
    {
        await using var coupled = await Coupled.StartAsync(
            new SimulatorOptions { Mailboxes = ["jan@other.test", "piet@other.test"], Version = ExchangeVersion.Exchange2013 }
        );
        coupled.Session.Set("Port", coupled.Exchange.Url.Port);
        coupled.Succeed(ActiveDirectory);
        var found = coupled.Succeed(
            "'jan@other.test', 'piet@other.test' | Find-AsExchangeEndpoint -Credential $Credential -CertificateThumbprint $Thumbprint "
                + "-Timeout 20"
        );
        Assert.Equal([coupled.Exchange.Url, coupled.Exchange.Url], found.Select(each => each.Properties["Url"].Value));
        Assert.Equal([2], coupled.Succeed("$AdReads").Select(each => each.BaseObject));
    }

    [Theory]
    [InlineData("$global:AdFailure = 'Unable to find a default server.'", "Get-ADRootDSE: Unable to find a default server.")]
    [InlineData("Remove-Item function:global:Get-ADRootDSE", "Active Directory is not asked: this session has no Get-ADRootDSE.")]
    public async Task WithoutActiveDirectoryTheSearchGoesOn(string change, string expected)
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Succeed(ActiveDirectory);
        coupled.Succeed(
            change.StartsWith("Remove", StringComparison.Ordinal)
                ? "$ExecutionContext.InvokeProvider.Item.Remove('function:Get-ADRootDSE', $false)"
                : change
        );
        var result = coupled.Run("Find-AsExchangeEndpoint nobody@contoso.invalid -Timeout 5 -Verbose");
        Assert.StartsWith("EndpointNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(expected, result.Verbose);
        Assert.Contains(result.Verbose, line => line.StartsWith("https://contoso.invalid/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnEndpointIsFoundAndTested()
    {
        await using var coupled = await Coupled.StartAsync();
        var find = $"Find-AsExchangeEndpoint -Server localhost:{coupled.Exchange.Url.Port} -CertificateThumbprint $Thumbprint";
        var found = Assert.Single(coupled.Succeed($"'{Coupled.Jan}' | {find}"));
        Assert.Equal(coupled.Exchange.Url, found.Properties["Url"].Value);
        Assert.Equal(
            [true],
            coupled
                .Succeed(
                    $"'{Coupled.Jan}' | {find} | ForEach-Object {{ Test-AsExchangeEndpoint $_.Url -CertificateThumbprint $Thumbprint "
                        + $"-Quiet }}"
                )
                .Select(each => each.BaseObject)
        );

        var result = coupled.Run($"'nobody@contoso.test', '{Coupled.Piet}' | {find} -Credential $Credential -Verbose");
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("EndpointNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("nobody@contoso.test", error.TargetObject);
        Assert.Single(result.Output);
        Assert.Contains(result.Verbose, line => line.Contains("error 500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWrongPasswordEndsTheSearch()
    {
        await using var coupled = await Coupled.StartAsync(new SimulatorOptions { Version = ExchangeVersion.Exchange2013 });
        var error = coupled.Fail(
            $"1..5 | ForEach-Object {{ \"user$_@contoso.test\" }} | Find-AsExchangeEndpoint -Credential $WrongCredential -Server "
                + $"localhost:{coupled.Exchange.Url.Port} -CertificateThumbprint $Thumbprint"
        );
        Assert.StartsWith("AccountRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, SignIns(coupled));
    }

    private static int SignIns(Coupled coupled) => coupled.Exchange.Requests.CountWhere(request => request.HadAuthorization);

    private static IEnumerable<string> Mailboxes(IEnumerable<PSObject> results) =>
        results.Select(result => (string)result.Properties["Mailbox"].Value).Order(StringComparer.Ordinal);

    private static object Last(PSObject result) =>
        PSObject
            .AsPSObject(((System.Collections.IEnumerable)result.Properties["Steps"].Value).Cast<object>().Last())
            .Properties["Name"]
            .Value;

    private static void NothingLeft(Coupled coupled)
    {
        Assert.All(coupled.Exchange.Mailboxes, mailbox => Assert.Empty(mailbox.Items("Outbox")));
        Assert.Empty(coupled.Exchange.SentMail);
    }

    private static void SetDirectories(Coupled coupled, bool isDeserialized, params VirtualDirectory[] directories) =>
        coupled.Session.Set(
            "Directories",
            directories.Select(each => isDeserialized ? PSSerializer.Deserialize(PSSerializer.Serialize(each)) : each).ToArray()
        );

    /// <summary>What Get-WebServicesVirtualDirectory returns, as far as it might bind by accident.</summary>
    public sealed class VirtualDirectory(Uri? externalUrl, Uri? internalUrl)
    {
        public string Name => "EWS (Default Web Site)";

        public string Server => "MBX01";

        public string Path => @"C:\Program Files\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\EWS";

        public string Url => "https://bound.by.accident.invalid";

        public string Folder => "not this";

        public bool BasicAuthentication => true;

        public Uri? ExternalUrl { get; } = externalUrl;

        public Uri? InternalUrl { get; } = internalUrl;

        public override string ToString() => @"MBX01\EWS (Default Web Site)";
    }
}
