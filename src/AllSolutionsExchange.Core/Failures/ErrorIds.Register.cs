namespace AllSolutionsExchange;

public static partial class ErrorIds
{
    /// <summary>The text cannot be a user's code in AllSolutions.</summary>
    /// <remarks>It is empty, or holds a wildcard or an invisible character.</remarks>
    public static ErrorDescriptor UserRefused { get; } =
        new(nameof(UserRefused), FailureCategory.InvalidArgument, "Give the code of one user with -User.");

    /// <summary>The user is not registered.</summary>
    /// <remarks>The code is misspelt, or nobody coupled the user with a mailbox yet.</remarks>
    public static ErrorDescriptor UserNotRegistered { get; } =
        new(
            nameof(UserNotRegistered),
            FailureCategory.ObjectNotFound,
            "See who is registered with Get-AsUserMailbox, or register the user with Set-AsUserMailbox."
        );

    /// <summary>The user is registered, but not enabled.</summary>
    /// <remarks>Somebody switched the user off.</remarks>
    public static ErrorDescriptor UserNotEnabled { get; } =
        new(nameof(UserNotEnabled), FailureCategory.InvalidArgument, "Enable the user with Set-AsUserMailbox -Enabled $true.");

    /// <summary>The user is registered, but not with the kind of item that was asked for.</summary>
    /// <remarks>The kind was left out when the user was registered, or came with a later version.</remarks>
    public static ErrorDescriptor KindNotRegistered { get; } =
        new(
            nameof(KindNotRegistered),
            FailureCategory.InvalidArgument,
            "Add the kind with Set-AsUserMailbox -Kind, which takes all kinds of the user."
        );

    /// <summary>The mailbox belongs to no registered user.</summary>
    /// <remarks>The address is misspelt, or nobody coupled a user with the mailbox yet.</remarks>
    public static ErrorDescriptor MailboxNotRegistered { get; } =
        new(
            nameof(MailboxNotRegistered),
            FailureCategory.ObjectNotFound,
            "See who is registered with Get-AsUserMailbox, or register the user with Set-AsUserMailbox."
        );

    /// <summary>The user has no mailbox yet, and none was given.</summary>
    /// <remarks>A new user needs a mailbox.</remarks>
    public static ErrorDescriptor MailboxMissing { get; } =
        new(nameof(MailboxMissing), FailureCategory.InvalidArgument, "Give the mailbox's SMTP address with -Mailbox.");

    /// <summary>The mailbox belongs to another user.</summary>
    /// <remarks>Two users on one mailbox would have every item twice.</remarks>
    public static ErrorDescriptor MailboxTaken { get; } =
        new(nameof(MailboxTaken), FailureCategory.ResourceExists, "Remove the other user first, or correct the address of one of them.");

    /// <summary>The text is not an SMTP address.</summary>
    /// <remarks>It is misspelt, or holds an invisible character, as copied text may.</remarks>
    public static ErrorDescriptor AddressRefused { get; } =
        new(
            nameof(AddressRefused),
            FailureCategory.InvalidArgument,
            "Give the mailbox's primary SMTP address, or the output of Get-Mailbox."
        );

    /// <summary>The parameters of the coupling are not set yet.</summary>
    /// <remarks>Nobody ran Set-AsExchangeParameter for this store.</remarks>
    public static ErrorDescriptor ParametersMissing { get; } =
        new(nameof(ParametersMissing), FailureCategory.ObjectNotFound, "Set the parameters: Set-AsExchangeParameter -Url -Credential.");

    /// <summary>The parameters are not set yet, and no address was given.</summary>
    /// <remarks>The first time, the address of Exchange Web Services and the service account are needed.</remarks>
    public static ErrorDescriptor UrlMissing { get; } =
        new(nameof(UrlMissing), FailureCategory.InvalidArgument, "Give -Url too: Set-AsExchangeParameter -Url -Credential.");

    /// <summary>The parameters are not set yet, and no service account was given.</summary>
    /// <remarks>The first time, the address of Exchange Web Services and the service account are needed.</remarks>
    public static ErrorDescriptor CredentialMissing { get; } =
        new(nameof(CredentialMissing), FailureCategory.InvalidArgument, "Give -Credential too: Set-AsExchangeParameter -Url -Credential.");

    /// <summary>A user name was given without a password, or a password without a user name.</summary>
    /// <remarks>The two belong together.</remarks>
    public static ErrorDescriptor CredentialIncomplete { get; } =
        new(nameof(CredentialIncomplete), FailureCategory.InvalidArgument, "Give both with -Credential.");

    /// <summary>-Domain and the user name name different domains.</summary>
    /// <remarks>The user name holds a domain already.</remarks>
    public static ErrorDescriptor DomainContradicts { get; } =
        new(nameof(DomainContradicts), FailureCategory.InvalidArgument, "Give the domain once.");

    /// <summary>The user name cannot be used with Basic authentication.</summary>
    /// <remarks>It is empty or holds a colon.</remarks>
    public static ErrorDescriptor UserNameRefused { get; } =
        new(nameof(UserNameRefused), FailureCategory.InvalidArgument, "Give the account as DOMAIN\\name or name@domain.");

    /// <summary>The address is not one of Exchange Web Services that may be used.</summary>
    /// <remarks>It is not https, holds a user name or a password, or does not end in /EWS/Exchange.asmx.</remarks>
    public static ErrorDescriptor UrlRefused { get; } =
        new(
            nameof(UrlRefused),
            FailureCategory.InvalidArgument,
            "Give it as https://mail.contoso.nl/EWS/Exchange.asmx, without a user name or password."
        );

    /// <summary>The text is not the thumbprint of a certificate.</summary>
    /// <remarks>It is not 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.</remarks>
    public static ErrorDescriptor ThumbprintRefused { get; } =
        new(
            nameof(ThumbprintRefused),
            FailureCategory.InvalidArgument,
            "Give the thumbprint of the server's own certificate, as the certificate store shows it."
        );

    /// <summary>The address of the proxy cannot be used.</summary>
    /// <remarks>It is not an http or https address, or holds a user name or a password.</remarks>
    public static ErrorDescriptor ProxyRefused { get; } =
        new(nameof(ProxyRefused), FailureCategory.InvalidArgument, "Give it as http://proxy.contoso.nl:8080.");

    /// <summary>There is no such appointment in the register.</summary>
    /// <remarks>It was removed, the id is misspelt, or it is that of a task.</remarks>
    public static ErrorDescriptor AppointmentNotFound { get; } =
        new(nameof(AppointmentNotFound), FailureCategory.ObjectNotFound, "List what there is with Get-AsAppointment.");

    /// <summary>An appointment in the register holds a value that cannot be read.</summary>
    /// <remarks>The register was changed by something else than this module, or is damaged.</remarks>
    public static ErrorDescriptor AppointmentUnreadable { get; } =
        new(
            nameof(AppointmentUnreadable),
            FailureCategory.InvalidData,
            "Remove the appointment with Remove-AsAppointment and enter it anew."
        );

    /// <summary>There is no such task in the register.</summary>
    /// <remarks>It was removed, the id is misspelt, or it is that of an appointment.</remarks>
    public static ErrorDescriptor TaskNotFound { get; } =
        new(nameof(TaskNotFound), FailureCategory.ObjectNotFound, "List what there is with Get-AsTask.");

    /// <summary>A task in the register holds a value that cannot be read.</summary>
    /// <remarks>The register was changed by something else than this module, or is damaged.</remarks>
    public static ErrorDescriptor TaskUnreadable { get; } =
        new(nameof(TaskUnreadable), FailureCategory.InvalidData, "Remove the task with Remove-AsTask and enter it anew.");

    /// <summary>The task would have a start date and no due date.</summary>
    /// <remarks>Exchange keeps no such task: one that starts is due too.</remarks>
    public static ErrorDescriptor DueDateMissing { get; } =
        new(nameof(DueDateMissing), FailureCategory.InvalidArgument, "Take the start date away too: -StartDate $null -DueDate $null.");

    /// <summary>The task would be due before it starts.</summary>
    /// <remarks>The two dates are swapped, or only one of them was moved.</remarks>
    public static ErrorDescriptor DueBeforeStart { get; } =
        new(nameof(DueBeforeStart), FailureCategory.InvalidArgument, "Give a -DueDate that is not before -StartDate.");

    /// <summary>Status, percentage and completion date contradict each other.</summary>
    /// <remarks>A task is completed if it is at 100 percent or has a completion date, and not started only at 0 percent.</remarks>
    public static ErrorDescriptor ProgressContradicts { get; } =
        new(
            nameof(ProgressContradicts),
            FailureCategory.InvalidArgument,
            "Give one of -Status, -PercentComplete and -CompletedDate: the others follow."
        );

    /// <summary>The percentage is out of range.</summary>
    /// <remarks>A part of the work is 0 to 100 percent of it.</remarks>
    public static ErrorDescriptor PercentRefused { get; } =
        new(nameof(PercentRefused), FailureCategory.InvalidArgument, "Give a whole number from 0 to 100.");

    /// <summary>The appointment has no start.</summary>
    /// <remarks>An appointment needs a start.</remarks>
    public static ErrorDescriptor StartMissing { get; } =
        new(nameof(StartMissing), FailureCategory.InvalidArgument, "Give it with -Start.");

    /// <summary>The appointment has no end.</summary>
    /// <remarks>An appointment that is not all-day needs an end.</remarks>
    public static ErrorDescriptor EndMissing { get; } = new(nameof(EndMissing), FailureCategory.InvalidArgument, "Give it with -End.");

    /// <summary>The appointment ends before it starts.</summary>
    /// <remarks>The two are swapped, or an all-day appointment ends on its first day.</remarks>
    public static ErrorDescriptor EndBeforeStart { get; } =
        new(nameof(EndBeforeStart), FailureCategory.InvalidArgument, "Give a -Start that comes before -End.");

    /// <summary>The subject cannot be kept by Exchange.</summary>
    /// <remarks>It is longer than Exchange keeps.</remarks>
    public static ErrorDescriptor SubjectRefused { get; } =
        new(nameof(SubjectRefused), FailureCategory.InvalidArgument, "Give a shorter subject.");

    /// <summary>The reminder is out of range.</summary>
    /// <remarks>A reminder comes at most five years before the start.</remarks>
    public static ErrorDescriptor ReminderRefused { get; } =
        new(nameof(ReminderRefused), FailureCategory.InvalidArgument, "Give fewer minutes before the start.");

    /// <summary>The time is out of range.</summary>
    /// <remarks>It is too far in the past or in the future.</remarks>
    public static ErrorDescriptor TimeRefused { get; } = new(nameof(TimeRefused), FailureCategory.InvalidArgument, "Correct the date.");

    /// <summary>A field of an appointment or a task was given a value that it cannot have.</summary>
    /// <remarks>The number names none of its values.</remarks>
    public static ErrorDescriptor ValueRefused { get; } =
        new(nameof(ValueRefused), FailureCategory.InvalidArgument, "Give one of the values that the message names.");
}
