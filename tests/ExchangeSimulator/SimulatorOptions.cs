using System.Net;

namespace ExchangeSimulator;

/// <summary>The version of Exchange to play.</summary>
public enum ExchangeVersion
{
    Exchange2010SP3,
    Exchange2013,
    Exchange2016,
    Exchange2019,
    ExchangeSE,
}

/// <summary>What the EWS address asks of whoever calls.</summary>
public enum AuthenticationMode
{
    /// <summary>401 that offers Negotiate, NTLM and Basic; Basic is taken.</summary>
    Basic,

    /// <summary>401 that offers Negotiate and NTLM only: Basic is off, and nothing signs in.</summary>
    NtlmOnly,

    /// <summary>Forms of Outlook on the web in front of EWS.</summary>
    OwaForms,

    /// <summary>Forms of ISA or TMG in front of EWS.</summary>
    TmgForms,

    /// <summary>A pre-authenticating gateway: 302 to <see cref="SimulatorOptions.GatewayUrl"/>.</summary>
    GatewayRedirect,

    /// <summary>401 that offers Bearer only: modern authentication.</summary>
    BearerOnly,

    /// <summary>Forms that answer a program with 440 Login Timeout, to GET and POST.</summary>
    LoginTimeout,

    /// <summary>The logon page of Outlook on the web itself, with 200.</summary>
    LogonPage,

    /// <summary>Nobody is asked for anything.</summary>
    Anonymous,

    /// <summary>403 of a publishing rule.</summary>
    Forbidden,

    /// <summary>404: EWS is not published.</summary>
    NotFound,

    /// <summary>500 with a page of IIS: a web.config that cannot be read.</summary>
    ServerError,

    /// <summary>503 with a page of IIS: the application pool is down.</summary>
    Unavailable,
}

/// <summary>Which Autodiscover answers.</summary>
public enum AutodiscoverMode
{
    /// <summary>What the version has: POX and SOAP, and from 2016 on V2 (JSON) too.</summary>
    OfVersion,

    /// <summary>POX only.</summary>
    PoxOnly,

    /// <summary>None.</summary>
    None,
}

/// <summary>The zone in which the server cuts <c>task:StartDate</c> and <c>task:DueDate</c> to days. Servers have differed.</summary>
public enum TaskDateZone
{
    /// <summary>The mailbox's.</summary>
    Mailbox,

    /// <summary>That of the request's TimeZoneContext.</summary>
    Request,

    /// <summary>UTC.</summary>
    Utc,
}

/// <summary>How the simulated Exchange is set up.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Names of hosts that the certificate is for, beside localhost.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Primary SMTP addresses of the mailboxes.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = ["user1@contoso.test", "user2@contoso.test"];

    /// <summary>Appointments that each calendar has at the start.</summary>
    public int ItemsPerMailbox { get; init; }

    /// <summary>Approximate size in bytes of such an appointment as XML, its body as text. One that was recorded had 4.3 KB.</summary>
    public int ItemSize { get; init; } = 4300;

    /// <summary>Seed of ids and contents: the same seed gives the same.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Added to every request.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Windows id of the users' time zone.</summary>
    public string TimeZone { get; init; } = "W. Europe Standard Time";

    /// <summary>The zone in which the dates of tasks are cut to days.</summary>
    public TaskDateZone TaskDates { get; init; }

    /// <summary>Whether a task that is due before it starts is due on its start then; else it is refused.</summary>
    public bool RaisesDueDate { get; init; }

    public ExchangeVersion Version { get; init; } = ExchangeVersion.Exchange2019;

    /// <summary>Counts from the next request on where it is changed while the server runs, as an admin may.</summary>
    public AuthenticationMode Authentication { get; set; } = AuthenticationMode.Basic;

    /// <summary>Where <see cref="AuthenticationMode.GatewayRedirect"/> sends everybody.</summary>
    public Uri GatewayUrl { get; init; } = new("https://sts.contoso.test/adfs/ls/?wa=wsignin1.0");

    /// <summary>The service account, DOMAIN\user. Its user principal name signs in too.</summary>
    public string Account { get; init; } = @"CONTOSO\svc-allsolutions";

    /// <summary>The account's password; null makes one.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the service account has a mailbox of its own.</summary>
    public bool AccountHasMailbox { get; init; }

    /// <summary>The mailboxes that the account may impersonate (its RBAC scope); null is all of them. Counts from the next request
    /// on.</summary>
    public IReadOnlyCollection<string>? ImpersonationScope { get; set; }

    /// <summary>Which Autodiscover answers.</summary>
    public AutodiscoverMode Autodiscover { get; init; }

    /// <summary>Where Autodiscover sends on who asks for an address: to another SMTP address (POX only), or to an absolute URL of another
    /// Autodiscover.</summary>
    public IReadOnlyDictionary<string, string> AutodiscoverRedirects { get; init; } = new Dictionary<string, string>();

    /// <summary>The server's clock, which may be wrong. Called from several threads.</summary>
    public Func<DateTimeOffset> Clock { get; init; } = TimeProvider.System.GetUtcNow;
}
