namespace AllSolutionsExchange.ModuleTests.Native;

/// <summary>What a console shows of what is read through Exchange's own commands.</summary>
public sealed class ViewTests
{
    [Theory]
    [InlineData(
        "Get-AsImpersonation svc-allsol -Mailbox anna@contoso.com",
        "Name : AllSolutions-Impersonation-svc-allsol",
        "Reaches : True"
    )]
    [InlineData("Grant-AsImpersonation svc-allsol -AllMailboxes", "User : contoso.com/Users/svc-allsol", "Changed : False")]
    [InlineData(
        "Get-AsEwsAuthentication",
        "Identity Basic Windows OAuth ExtendedProtection",
        @"MBX01\EWS (Default Web Site) False True True None"
    )]
    [InlineData(
        @"Set-AsEwsAuthentication 'MBX01\EWS (Default Web Site)' -BasicAuthentication $true",
        "Identity BasicBefore BasicAfter Changed",
        @"MBX01\EWS (Default Web Site) False True True"
    )]
    public void AView(string script, string header, string row)
    {
        using var native = new NativeSession();
        native.Succeed("Grant-AsImpersonation svc-allsol -AllMailboxes");
        native.Session.RunOnScreen(script);
        var screen = native
            .Session.Host.Screen.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ToList();
        Assert.Contains(header, screen);
        Assert.Contains(row, screen);
    }
}
